// Stands first in each page that is served to a browser whose console cannot be read, and tells the server of errors.
addEventListener("error", event => tell(event.message || `cannot load ${event.target.src || event.target.href}`), true);
addEventListener("unhandledrejection", event => tell(event.reason));
addEventListener("securitypolicyviolation", event => tell(`${event.violatedDirective} ${event.blockedURI}`));

function tell(what) {
  navigator.sendBeacon(document.querySelector("script").src, `${what} at ${location.href}`);
}
