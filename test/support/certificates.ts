import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/**
 * X.509 certificates (RFC 5280) for TLS between this process and itself, as PEM: just enough DER (X.690) for a test, so
 * that no program has to be installed. Keys are P-256, signatures ECDSA with SHA-256.
 */
export type Issued = { readonly cert: string; readonly key: string; readonly signer: Signer };
type Signer = { readonly name: string; readonly key: KeyObject };

export type Wanted = {
  readonly name: string;
  /** Host names and IPv4 addresses the certificate is good for. */
  readonly hosts?: readonly string[];
  readonly isAuthority?: boolean;
  readonly from?: Date;
  readonly to?: Date;
  /** Without one the certificate signs itself. */
  readonly by?: Issued;
  readonly passphrase?: string;
};

const DAY_MS = 86_400_000;

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const bytes = body.length.toString(16);
  const long = Buffer.from(bytes.length % 2 === 0 ? bytes : `0${bytes}`, 'hex');
  const length = body.length < 0x80 ? Buffer.from([body.length]) : Buffer.from([0x80 | long.length, ...long]);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

const sequence = (...items: readonly Buffer[]): Buffer => der(0x30, ...items);
const text = (value: string): Buffer => der(0x0c, Buffer.from(value, 'utf8'));
const truth = der(0x01, Buffer.from([0xff]));
const bits = (value: Buffer): Buffer => der(0x03, Buffer.from([0]), value);
const time = (date: Date): Buffer =>
  der(
    0x17,
    Buffer.from(
      `${date
        .toISOString()
        .replaceAll(/[-:T]|\.\d+Z/g, '')
        .slice(2)}Z`,
    ),
  );
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const nameOf = (commonName: string): Buffer => sequence(der(0x31, sequence(oid('550403'), text(commonName))));
const extension = (id: Buffer, isCritical: boolean, value: Buffer): Buffer =>
  sequence(id, ...(isCritical ? [truth] : []), der(0x04, value));

function hostName(host: string): Buffer {
  const isAddress = /^\d+(\.\d+){3}$/.test(host);
  return isAddress ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));
}

function extensions({ hosts = [], isAuthority = false }: Wanted): Buffer {
  const constraints = extension(oid('551d13'), true, sequence(...(isAuthority ? [truth] : [])));
  const names = extension(oid('551d11'), false, sequence(...hosts.map(hostName)));
  return der(0xa3, sequence(constraints, ...(hosts.length === 0 ? [] : [names])));
}

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

let serial = 0;

export function issue(wanted: Wanted): Issued {
  const { name, by, passphrase } = wanted;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = by?.signer ?? { name, key: privateKey };
  const now = Date.now();
  serial += 1;
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, serial >> 8, serial & 0xff])),
    ecdsaWithSha256,
    nameOf(signer.name),
    sequence(time(wanted.from ?? new Date(now - DAY_MS)), time(wanted.to ?? new Date(now + 30 * DAY_MS))),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions(wanted),
  );
  const cert = pem(sequence(content, ecdsaWithSha256, bits(sign('sha256', content, signer.key))));
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const key = privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption });
  return { cert, key: String(key), signer: { name, key: privateKey } };
}

/** A certificate authority that no machine knows. */
export const issueAuthority = (name = 'Test authority'): Issued => issue({ name, isAuthority: true });
