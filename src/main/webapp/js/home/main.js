import { connect } from '../client/roomcast.js';
import { showIdentity } from '../shared/identity.js';
import { displayName, token } from '../shared/session.js';
import { preparePush } from './push.js';
import { showStatus } from './status.js';

const client = connect('ws/chat', { token: token(), user: token() ? undefined : (displayName() ?? 'Visitor') });
showStatus(client);
preparePush(client);
if (token() || displayName()) showIdentity(client);
