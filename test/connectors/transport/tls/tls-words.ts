import type { ServerResponse } from 'node:http';
import { type Issued, issueAuthority, type Wanted } from '../../../support/certificates.ts';
import { serving } from '../exchange-words.ts';
import type { Loopback } from '../loopback-server.ts';

/** An authority that no machine knows. */
export const authority = issueAuthority();
/** What a server on this host has. */
export const good: Wanted = { name: 'scim server', hosts: ['127.0.0.1', 'localhost'], by: authority };
export const past = new Date('2020-01-02T00:00:00Z');
/** Answers everything with an empty object. */
export const fine = (_: unknown, response: ServerResponse): void => void response.writeHead(200).end('{}');

/** The certificate with that of its authority behind it. */
export const withChain = (issued: Issued): Issued => ({ ...issued, cert: issued.cert + authority.cert });
export const secured = ({ cert, key }: Issued): Promise<Loopback> => serving(fine, { cert, key });
