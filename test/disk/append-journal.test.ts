import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppendFile, createAppendJournal } from '../../src/disk/append-journal.ts';

/** A file in memory whose calls fail where `trouble` says so; a failing write stores half of its bytes. */
function memoryFile(trouble: (call: number) => boolean) {
  let content = Buffer.alloc(0);
  let calls = 0;
  let syncs = 0;
  const failIfTrouble = () => {
    calls += 1;
    if (trouble(calls)) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  };
  const put = (bytes: Buffer, position: number) => {
    content = Buffer.concat([content.subarray(0, position), bytes]);
  };
  const file: AppendFile = {
    async write(bytes, position) {
      put(bytes.subarray(0, bytes.length >> 1), position);
      failIfTrouble();
      put(bytes, position);
      return { bytesWritten: bytes.length };
    },
    async datasync() {
      failIfTrouble();
      syncs += 1;
    },
    async truncate(length) {
      content = content.subarray(0, length);
    },
    close: async () => undefined,
  };
  return { file, text: () => content.toString(), syncs: () => syncs };
}

describe('a journal that is appended to', () => {
  it('holds every text in order once a durable one is recorded, whatever failed before', async () => {
    const texts = fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 5 }), fc.boolean()), {
      maxLength: 12,
    });

    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(30)), fc.boolean(), async (all, troubles, isAtOnce) => {
        const { file, text } = memoryFile((call) => troubles.includes(call));
        const journal = createAppendJournal({ file, start: 0 });
        const append = (one: string, durable: boolean) => journal.append(one, durable).catch(() => undefined);

        const appended = all.map(
          ([one, durable]) =>
            () =>
              append(one, durable),
        );
        if (isAtOnce) await Promise.all(appended.map((call) => call()));
        else for (const call of appended) await call();
        for (let tries = 0; tries < 40; tries += 1) await append('.', true);

        expect(text()).toBe(all.map(([one]) => one).join('') + '.'.repeat(40));
        expect(journal.length()).toBe(Buffer.byteLength(text()));
      }),
    );
  });

  it('writes what waits in one go, and flushes once for all of it', async () => {
    const { file, text, syncs } = memoryFile(() => false);
    const journal = createAppendJournal({ file, start: 0 });

    await Promise.all(['a', 'b', 'c', 'd'].map((one) => journal.append(one, true)));

    expect(text()).toBe('abcd');
    expect(syncs()).toBe(1);
  });

  it('keeps what is appended while an earlier text is being written', async () => {
    const { file, text } = memoryFile(() => false);
    let isWriting = () => {};
    const writing = new Promise<void>((resolve) => {
      isWriting = resolve;
    });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow: AppendFile = {
      ...file,
      async write(bytes, position) {
        isWriting();
        await held;
        return file.write(bytes, position);
      },
    };
    const journal = createAppendJournal({ file: slow, start: 0 });

    const first = journal.append('a', true);
    await writing;
    const second = journal.append('b', true);
    goOn();
    await Promise.all([first, second]);
    await journal.append('c', true);

    expect(text()).toBe('abc');
  });

  it('lets go of the file although what is left cannot be written', async () => {
    const { file } = memoryFile(() => true);
    let isClosed = false;
    const closing: AppendFile = {
      ...file,
      close: async () => {
        isClosed = true;
      },
    };
    const journal = createAppendJournal({ file: closing, start: 0 });
    await journal.append('a', true).catch(() => undefined);

    await expect(journal.close()).rejects.toThrow('no space');

    expect(isClosed).toBe(true);
  });

  it('goes on where an earlier one ended, and writes no header then', async () => {
    const { file, text } = memoryFile(() => false);
    await createAppendJournal({ file, start: 0, header: 'head ' }).append('a', true);

    await createAppendJournal({ file, start: 6 }).append('b', true);

    expect(text()).toBe('head ab');
  });

  it('forgets what could not be written when it is abandoned', async () => {
    const { file, text } = memoryFile((call) => call === 1);
    const journal = createAppendJournal({ file, start: 0 });
    await journal.append('a', true).catch(() => undefined);

    await journal.abandon();

    expect(text()).toBe('');
  });
});
