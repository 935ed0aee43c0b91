import { describe, expect, it } from 'vitest';
import { createRepeatGuard } from '../../../../src/ui/keys/strokes/repeat.ts';

function guardAt(times: readonly number[]) {
  const clock = [...times];
  let time = 0;
  const guard = createRepeatGuard(() => time);
  return (key: string, at: 'search' | 'review' | 'run') => {
    time = clock.shift() ?? time;
    return guard({ key }, at);
  };
}

describe('a key that is held down', () => {
  it('does not confirm the review it has just opened', () => {
    const isRepeat = guardAt([0, 33, 66]);

    expect([isRepeat('enter', 'search'), isRepeat('enter', 'review'), isRepeat('enter', 'review')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is told from somebody who presses Enter twice', () => {
    const isRepeat = guardAt([0, 90]);

    expect([isRepeat('enter', 'search'), isRepeat('enter', 'review')]).toEqual([false, false]);
  });

  it('is over as soon as another key was pressed', () => {
    const isRepeat = guardAt([0, 10, 20]);

    expect([isRepeat('enter', 'search'), isRepeat('down', 'review'), isRepeat('enter', 'review')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('goes on where Enter writes nothing', () => {
    const isRepeat = guardAt([0, 33]);

    expect([isRepeat('enter', 'search'), isRepeat('enter', 'search')]).toEqual([false, false]);
  });
});
