import type { NotificationsProps } from '@mantine/notifications';
import { type ComponentType, useEffect, useState } from 'react';
import { loadNotifications, notificationEvent } from '../lib/format/notify.ts';

/** Something is done, or cannot be, after a press; then the network may be gone, which is among what is said there. */
const beginnings = ['pointerdown', 'keydown', notificationEvent];

/** The corner where the app says what was done. Its code is loaded at the first press, and not with the first page. */
export function NotificationCorner() {
  const [Notifications, setNotifications] = useState<ComponentType<NotificationsProps>>();
  useEffect(() => {
    if (Notifications) return;
    const ending = new AbortController();
    // When it fails, the next press tries again.
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
