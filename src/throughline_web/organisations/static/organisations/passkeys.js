// Says on the page that a passkey was not used, which allauth's script says in the console alone.
document.addEventListener("allauth.error", (event) => {
  const words = document.getElementById("passkey-failed");
  if (words) {
    words.hidden = false;
    event.preventDefault();
  }
});
