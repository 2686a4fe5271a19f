/** Tells the reader of the page what went wrong with the connection; what this page itself did wrong goes to the console. */
export function watchErrors(client, tell) {
  client.on('error', (error) => {
    if (error.code === 'listener') console.error(error.cause);
    tell(error);
  });
}
