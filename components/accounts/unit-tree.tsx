"use client";

import { IconBinaryTree2, IconFolder } from "@tabler/icons-react";
import { useMemo } from "react";
import type { OrganizationalUnitDto } from "#lib/api/dto/accounts.ts";
import { plural } from "../format.ts";
import { ScoreBar } from "../posture/score-bar.tsx";
import { inTreeOrder } from "./unit-order.ts";
import styles from "./unit-tree.module.css";

/** The organization's tree with the score of each unit; choosing one narrows the accounts beside it. */
export function UnitTree({
  units,
  chosen,
  onChoose,
}: {
  units: readonly OrganizationalUnitDto[];
  chosen: string | null;
  onChoose: (unit: string | null) => void;
}) {
  const placed = useMemo(() => inTreeOrder(units), [units]);
  return (
    <ul className={styles["tree"]}>
      {placed.map(({ unit, depth }) => (
        <li key={unit.id}>
          <button
            type="button"
            className={styles["unit"]}
            aria-pressed={chosen === unit.id}
            title={unit.id}
            onClick={() => onChoose(chosen === unit.id ? null : unit.id)}
          >
            <span className={styles["name"]} style={{ paddingInlineStart: `${depth * 0.75}rem` }}>
              {depth === 0 ? <IconBinaryTree2 size={15} aria-hidden /> : <IconFolder size={15} aria-hidden />}
              <span className="truncate">{unit.name}</span>
            </span>
            <span className={`${styles["accounts"]} num`} title={plural(unit.accounts, "active account")}>
              {unit.accounts}
            </span>
            <ScoreBar score={unit.score} />
          </button>
        </li>
      ))}
    </ul>
  );
}
