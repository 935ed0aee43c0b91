import process from 'node:process';

/**
 * Loaded into the program before it starts: kills the process with SIGKILL in the moment it has printed the event with
 * the number KILL_AT. A headless run prints an event when it is in the journal, and asks for the next one afterwards.
 */
const mark = `{"seq":${process.env['KILL_AT']},`;
const write = process.stdout.write.bind(process.stdout);

process.stdout.write = (chunk, ...rest) => {
  const written = write(chunk, ...rest);
  if (String(chunk).startsWith(mark)) process.kill(process.pid, 'SIGKILL');
  return written;
};
