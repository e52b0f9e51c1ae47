"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { fieldErrors } from "#lib/api/bad-input.ts";
import { ApiError } from "#lib/api/fetch-json.ts";

interface Form<D> {
  readonly draft: D;
  /** What is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>;
  /** What is wrong with the whole of it: the server could not take it. */
  readonly failure: string | null;
  readonly sending: boolean;
  readonly element: RefObject<HTMLFormElement | null>;
  /** What was said of the fields that change is taken back; `about` names them where their keys do not. */
  change(change: Partial<D>, about?: string): void;
  submit(event: FormEvent): void;
}

/**
 * A form whose draft is checked by the schema that the API checks by. What is wrong shows at its field, the first
 * such field is focused, and the draft stays until it was taken.
 */
export function useForm<D extends object, T>(options: {
  readonly initial: D;
  /** Checks the draft as of now. */
  readonly read: (draft: D) => z.ZodSafeParseResult<T>;
  readonly send: (input: T) => Promise<{ readonly id: string }>;
  readonly onTaken: (id: string) => void;
}): Form<D> {
  const queryClient = useQueryClient();
  const element = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(options.initial);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [refusals, setRefusals] = useState(0);
  const refuse = (found: Readonly<Record<string, string>>) => {
    setErrors(found);
    setRefusals((count) => count + 1);
  };
  const sending = useMutation({
    mutationFn: options.send,
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries();
      options.onTaken(id);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.field !== null) refuse({ [error.field]: error.message });
    },
  });
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [refusals]);
  const { error } = sending;
  return {
    draft,
    errors,
    element,
    failure: error === null || (error instanceof ApiError && error.field !== null) ? null : error.message,
    sending: sending.isPending || sending.isSuccess,
    change(change, about) {
      setDraft((before) => ({ ...before, ...change }));
      const fields = about === undefined ? Object.keys(change) : [about];
      setErrors((before) =>
        Object.fromEntries(Object.entries(before).filter(([field]) => !fields.includes(field))),
      );
    },
    submit(event) {
      event.preventDefault();
      const parsed = options.read(draft);
      if (!parsed.success) return refuse(fieldErrors(parsed.error));
      setErrors({});
      sending.mutate(parsed.data);
    },
  };
}
