/**
 * Servers take the same request in different forms, and do not say beforehand in which. So one form after the other is
 * sent until one settles the matter:
 *
 *     forms ──▶ send ──▶ settled?  ── yes ──▶ done, with what was tried before it
 *                 ▲          │ no: what was wrong
 *                 └── note ◀─┘ why the next one is sent
 *
 * What settles a matter is for the caller to say: a success, and also trouble that another form would meet as well.
 * What a success teaches about the server is learned by the caller too, who knows whether it proves anything.
 *
 * Two loops are of another kind, because what is left to send changes with each answer: `writing/ladder/climb.ts` and
 * `members/removing.ts`. Sending again what a server could not take just now is a retry: `transport/sending/retry.ts`.
 */
export type Judged<Done, Refusal> =
  | { readonly isSettled: true; readonly done: Done }
  | { readonly isSettled: false; readonly refusal: Refusal };

export const settled = <Done>(done: Done): { readonly isSettled: true; readonly done: Done } => ({
  isSettled: true,
  done,
});

export const refused = <Refusal>(
  refusal: Refusal,
): { readonly isSettled: false; readonly refusal: Refusal } => ({ isSettled: false, refusal });

/** A form that settled nothing, and what was wrong. */
export type TriedForm<Form, Refusal> = { readonly form: Form; readonly refusal: Refusal };

export type FormTrial<Form, Done, Refusal> = {
  /** In the order in which they are sent; the form that is known or pinned stands first, or alone. */
  readonly forms: readonly Form[];
  /** Sends one form and judges the answer. */
  readonly send: (form: Form) => Promise<Judged<Done, Refusal>>;
  /** Says why another form is sent: called between two of them. */
  readonly note: (before: TriedForm<Form, Refusal>, next: Form) => void;
};

export type FormsTried<Form, Done, Refusal> = {
  /** The forms that settled nothing, in the order in which they were sent. */
  readonly tried: readonly TriedForm<Form, Refusal>[];
  /** The form that settled the matter; absent when none did. */
  readonly settled?: { readonly form: Form; readonly done: Done };
};

/** Sends each form at most once, one at a time. */
export async function tryForms<Form, Done, Refusal>({
  forms,
  send,
  note,
}: FormTrial<Form, Done, Refusal>): Promise<FormsTried<Form, Done, Refusal>> {
  const tried: TriedForm<Form, Refusal>[] = [];
  for (const form of forms) {
    const before = tried.at(-1);
    if (before !== undefined) note(before, form);
    const judged = await send(form);
    if (judged.isSettled) return { tried, settled: { form, done: judged.done } };
    tried.push({ form, refusal: judged.refusal });
  }
  return { tried };
}
