// Tells the server in which time zone the browser is, so that pages give the researcher's own time where it is not
// Norwegian time. A page that was made without knowing it is asked for once more.

(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  const is = (value) => document.cookie.split("; ").includes(`veivalg_zone=${value}`);
  if (!/^[\w+/-]+$/.test(zone) || is(zone)) {
    return;
  }
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `veivalg_zone=${zone}; Path=/; SameSite=Lax${secure}`;
  // Where cookies are switched off the page stays as it is, or it would be asked for again and again.
  if ("again" in document.currentScript.dataset && is(zone)) {
    window.location.reload();
  }
})();
