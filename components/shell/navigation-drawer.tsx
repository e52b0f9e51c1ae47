"use client";

import { Drawer } from "@mantine/core";
import { Navigation } from "./navigation.tsx";

export function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={264}
      title="Postern"
      closeButtonProps={{ "aria-label": "Close navigation" }}
    >
      <Navigation onNavigate={onClose} />
    </Drawer>
  );
}
