import type { NotificationsProps } from '@mantine/notifications';
import { type ComponentType, useEffect, useState } from 'react';
import { loadNotifications, notificationEvent } from '../lib/format/notify.ts';

/** Presses precede most notifications. Loading at that point also lets the app report that the network is gone. */
const beginnings = ['pointerdown', 'keydown', notificationEvent];

/** The corner for notifications. Its code is loaded at the first press, not with the first page. */
export function NotificationCorner() {
  const [Notifications, setNotifications] = useState<ComponentType<NotificationsProps>>();
  useEffect(() => {
    if (Notifications) return;
    const ending = new AbortController();
    // If it fails, the next press tries again.
    const load = () =>
      void loadNotifications().then(
        (file) => setNotifications(() => file.Notifications),
        () => {},
      );
    for (const type of beginnings) addEventListener(type, load, { capture: true, signal: ending.signal });
    return () => ending.abort();
  }, [Notifications]);
  return Notifications && <Notifications position="bottom-right" />;
}
