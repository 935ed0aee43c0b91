/** A list of numbers that grows and is a typed array in the end: a directory has too many for an array of objects. */
export type Growing<T extends Numbers> = {
  readonly push: (value: number) => void;
  readonly length: () => number;
  /** What was pushed, without the spare room. The list must not be used afterwards. */
  readonly take: () => T;
};

type Numbers = Uint8Array | Uint16Array | Uint32Array;

const FIRST_ROOM = 1_024;

function growing<T extends Numbers>(make: (room: number) => T): Growing<T> {
  let numbers = make(FIRST_ROOM);
  let length = 0;
  return {
    push: (value) => {
      if (length === numbers.length) {
        const wider = make(length * 2);
        wider.set(numbers);
        numbers = wider;
      }
      numbers[length++] = value;
    },
    length: () => length,
    take: () => {
      const taken = make(length);
      taken.set(numbers.subarray(0, length));
      return taken;
    },
  };
}

export const growingUint8 = (): Growing<Uint8Array> => growing((room) => new Uint8Array(room));
export const growingUint16 = (): Growing<Uint16Array> => growing((room) => new Uint16Array(room));
export const growingUint32 = (): Growing<Uint32Array> => growing((room) => new Uint32Array(room));
