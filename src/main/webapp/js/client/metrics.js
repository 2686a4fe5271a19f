/** How much the newest measurement counts in the mean. */
const WEIGHT = 0.2;

/** What a client has done so far: `latency` is the mean of the last answers' times in milliseconds, null before any. */
export class Metrics {
  sent = 0;
  received = 0;
  reconnects = 0;
  errors = 0;
  gaps = 0;
  latency = null;

  answered(milliseconds) {
    this.latency = this.latency === null ? milliseconds : this.latency + WEIGHT * (milliseconds - this.latency);
  }
}
