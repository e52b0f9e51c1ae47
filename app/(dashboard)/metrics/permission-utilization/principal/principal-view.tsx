"use client";

import { useQuery } from "@tanstack/react-query";
import styles from "#components/metrics/metrics.module.css";
import { PrincipalUse, PrivilegedPanel } from "#components/metrics/principal-use.tsx";
import { RightSizedPanel } from "#components/metrics/right-sized-panel.tsx";
import { ServicesPanel } from "#components/metrics/services-panel.tsx";
import { PageHeader } from "#components/shell/page-header.tsx";
import { useAsOf } from "#components/time/as-of.tsx";
import { Link } from "#components/time/link.tsx";
import { principalOptions } from "#lib/api/metric-options.ts";

export function PrincipalView({ arn }: { arn: string }) {
  const asOf = useAsOf();
  const { data } = useQuery(principalOptions(arn, asOf));
  if (data === undefined) return null;
  const { measurement, name, services, rightSized, undecided, freshness } = data;
  const { account, subjectType } = measurement;
  return (
    <>
      <PageHeader
        title={name}
        description={
          <>
            {subjectType === "iam.user" ? "User" : "Role"} in{" "}
            <Link href={`/metrics/permission-utilization?account=${account.id}`}>{account.name}</Link>
          </>
        }
        parent={{ href: "/metrics/permission-utilization", label: "Unused permissions" }}
        freshness={freshness}
      />
      <div className={styles["grid"]}>
        <PrincipalUse measurement={measurement} />
        <PrivilegedPanel measurement={measurement} />
        <ServicesPanel services={services} />
        <RightSizedPanel name={name} rightSized={rightSized} undecided={undecided} />
      </div>
    </>
  );
}
