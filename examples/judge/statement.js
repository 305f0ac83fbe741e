import { embedDocument } from '/lectern-client/embed.ts';

const place = document.querySelector('#statement');

embedDocument(place, {
  url: place.dataset.lectern,
  taskId: place.dataset.task,
  async getToken() {
    const reply = await fetch('/lectern-token');
    if (!reply.ok) throw new Error(`no token: ${reply.status}`);
    return reply.text();
  },
});
