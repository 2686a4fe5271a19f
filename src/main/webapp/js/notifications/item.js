import { button, element, unseen } from '../shared/dom.js';
import { kindClass, kindLabel } from '../shared/kind.js';
import { base } from '../shared/session.js';
import { fullTime, moment, shortTime } from '../shared/time.js';
import { safeLink } from './link.js';

/** One notification of the inbox. */
export function item(notification, { read }) {
  const { title, message, type, timestamp } = notification;
  const time = moment(timestamp);
  const head = element(
    'p',
    { class: 'item-head' },
    element('span', { class: 'item-kind', text: kindLabel(type) }),
    element('time', {
      class: 'muted small',
      datetime: time.toISOString(),
      title: fullTime(time),
      text: shortTime(time),
    }),
  );
  const body = element(
    'div',
    { class: 'item-body' },
    head,
    title ? element('h2', { text: title }) : null,
    element('p', { class: 'item-message', text: message ?? '' }),
    linkOf(notification),
  );
  const state = notification.read ? 'read' : 'unread';
  return element(
    'li',
    { class: `item card ${kindClass(type)} ${state}`, 'data-key': notification.id },
    body,
    notification.read ? unseen('Read') : readButton(notification, read),
  );
}

function linkOf({ link, title }) {
  const href = safeLink(link, base);
  if (!href) return null;
  const anchor = element('a', { href, rel: 'noopener noreferrer', text: 'Open' }, unseen(title ? `: ${title}` : ''));
  const { host } = new URL(href);
  const where = host === base.host ? null : element('span', { class: 'muted', text: host });
  return element('p', { class: 'small' }, anchor, ' ', where);
}

function readButton(notification, read) {
  const label = `Mark as read: ${notification.title ?? notification.message ?? ''}`;
  return button('Mark as read', 'compact', () => read(notification.id), { 'aria-label': label });
}
