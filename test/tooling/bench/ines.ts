import type { Held } from '../../support/systems/memory-target.ts';

/** A person with a value for everything that the user mapping of the sample app reads. */
export const ines: Held = {
  IsSoftDeleted: false,
  accountEnabled: true,
  userPrincipalName: 'ines.carvalho@larkspur.example',
  displayName: 'Inês Carvalho',
  givenName: 'Inês',
  surname: 'Carvalho',
  mail: 'ines.carvalho@larkspur.example',
  mailNickname: 'ines.carvalho',
  jobTitle: 'Product Designer',
  department: 'Marketing',
  employeeId: '103101',
  streetAddress: 'Rua Augusta 10',
  city: 'Lisboa',
  state: 'Lisboa',
  postalCode: '1100-148',
  country: 'Portugal',
  physicalDeliveryOfficeName: 'Lisboa 6-105',
  preferredLanguage: 'pt-PT',
  telephoneNumber: '+351 21 555 0105',
  mobile: '+351 91 555 0105',
  facsimileTelephoneNumber: '+351 21 555 0106',
  manager: 'ulrike',
};
