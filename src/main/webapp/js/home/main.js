import { connect } from '../client/roomcast.js';
import { showIdentity } from '../shared/identity.js';
import { displayName, token } from '../shared/session.js';
import { prepareCode } from './push.js';
import { showStatus } from './status.js';

const client = connect('ws/chat', { token: token(), user: token() ? undefined : (displayName() ?? 'Visitor') });
showStatus(client);
prepareCode(client);
if (token() || displayName()) showIdentity(client);
