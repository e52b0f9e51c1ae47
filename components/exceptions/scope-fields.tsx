"use client";

import { Select, TextInput } from "@mantine/core";
import type { AccountRowDto, OrganizationalUnitDto } from "#lib/api/dto/accounts.ts";
import type { ControlRowDto } from "#lib/api/dto/controls.ts";
import { type ExceptionScope, exceptionScopes } from "#lib/inventory/exceptions.ts";
import { scopeNames } from "./words.ts";

export interface Choices {
  readonly controls: readonly Pick<ControlRowDto, "id" | "title">[];
  readonly accounts: readonly Pick<AccountRowDto, "id" | "name">[];
  readonly units: readonly Pick<OrganizationalUnitDto, "id" | "name">[];
  readonly organization: string | null;
}

// A field that is focused because it is wrong shows what is wrong, not a list over it.
const searched = {
  searchable: true,
  openOnFocus: false,
  limit: 100,
  nothingFoundMessage: "Nothing found",
} as const;

export function ControlSelect({
  value,
  error,
  controls,
  onChange,
}: {
  value: string;
  error: string | undefined;
  controls: Choices["controls"];
  onChange: (id: string) => void;
}) {
  return (
    <Select
      {...searched}
      required
      label="Control"
      description="What is not met."
      placeholder="Choose a control"
      data={controls.map(({ id, title }) => ({ value: id, label: `${title} (${id})` }))}
      value={value === "" ? null : value}
      error={error}
      onChange={(id) => onChange(id ?? "")}
    />
  );
}

export function ScopeSelect({
  value,
  error,
  onChange,
}: {
  value: ExceptionScope;
  error: string | undefined;
  onChange: (scope: ExceptionScope) => void;
}) {
  return (
    <Select
      required
      allowDeselect={false}
      label="Scope"
      description="As narrow as it can be."
      data={exceptionScopes.toReversed().map((scope) => ({ value: scope, label: scopeNames[scope] }))}
      value={value}
      error={error}
      onChange={(scope) => {
        const chosen = exceptionScopes.find((each) => each === scope);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}

/** What an exception covers, entered as its scope wants it. */
export function TargetInput({
  scope,
  value,
  error,
  choices,
  onChange,
}: {
  scope: ExceptionScope;
  value: string;
  error: string | undefined;
  choices: Choices;
  onChange: (target: string) => void;
}) {
  const one = { required: true, error };
  const chosen = { value: value === "" ? null : value, onChange: (id: string | null) => onChange(id ?? "") };
  const typed = {
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  switch (scope) {
    case "organization":
      return (
        <TextInput
          {...one}
          readOnly
          label="Organization"
          description="Every account, now and later."
          value={choices.organization ?? ""}
        />
      );
    case "organizational-unit":
      return (
        <Select
          {...one}
          {...searched}
          {...chosen}
          label="Organizational unit"
          description="Its accounts and those below."
          placeholder="Choose a unit"
          data={choices.units.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        />
      );
    case "account":
      return (
        <Select
          {...one}
          {...searched}
          {...chosen}
          label="Account"
          description="Every resource in it."
          placeholder="Choose an account"
          data={choices.accounts.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        />
      );
    case "resource":
      return (
        <TextInput
          {...one}
          {...typed}
          label="Resource"
          description="Its id, as its findings show it."
          classNames={{ input: "mono" }}
        />
      );
    case "tag":
      return (
        <TextInput
          {...one}
          {...typed}
          label="Tag"
          description="As key=value; every resource that carries it."
          placeholder="environment=sandbox"
        />
      );
  }
}
