"""allauth's forms in our own words, without placeholders that vanish when one begins to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.queries import has_confirmed_address

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from throughline_web.organisations.models import Account

PASSWORD_ADVICE = _(
    "At least 12 characters. A few words after one another are easy to remember and hard to guess."
)
_PASSWORD = _("Password")
_EMAIL = _("E-mail address")
_NEW = _("New password")
_AGAIN = _("The new password once more")


def _reword(form: forms.Form, **words: tuple[_StrOrPromise, _StrOrPromise]) -> None:
    """Give fields their label and hint."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, login=(_EMAIL, ""), password=(_PASSWORD, ""))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password=(_PASSWORD, ""))


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    users: list[Account]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, email=(_EMAIL, ""))

    def clean_email(self) -> str:
        """Write only to those who have had a password: the others come in by an invitation."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if _may_reset(user)]
        return email


def _may_reset(user: Account) -> bool:
    # An address that came from a letter's receiver may be misspelt: a stranger would be let in.
    return user.has_usable_password() and has_confirmed_address(user)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, password1=(_NEW, PASSWORD_ADVICE), password2=(_AGAIN, ""))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self,
            oldpassword=(_("Present password"), ""),
            password1=(_NEW, PASSWORD_ADVICE),
            password2=(_AGAIN, ""),
        )


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code=(_("Code from your app, or a recovery code"), ""))
        _expect_code(self)


class ReauthenticateCodeForm(mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code=(_("Code from your app, or a recovery code"), ""))
        _expect_code(self)


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, code=(_("The six digits that the app shows"), ""))
        _expect_code(self)


class AddKeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(
            self,
            name=(_("What you call it"), _("Such as “my telephone” or “the grey key”.")),
            passwordless=(
                _("Log in with this key alone"),
                _("It then asks for your fingerprint, your face or a PIN in place of a password."),
            ),
        )


class EditKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, name=(_("What you call it"), ""))


def _expect_code(form: forms.Form) -> None:
    form.fields["code"].widget.attrs.update(
        {"inputmode": "numeric", "autocomplete": "one-time-code"}
    )


class LetterCodeForm(forms.Form):
    """The code of a letter on paper."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("16 letters and digits. Capitals, spaces and hyphens do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class AcceptInvitationForm(forms.Form):
    """The first password of an invited person, and the address of one who came with a letter."""

    email = forms.EmailField(
        label=_EMAIL, help_text=_("You log in with it."), max_length=254, required=False
    )
    password1 = forms.CharField(
        label=_PASSWORD,
        help_text=PASSWORD_ADVICE,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        if account is None or account.email:
            del self.fields["email"]
        else:
            self.fields["email"].required = True

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, user=self.account)
        return password

    def clean(self) -> dict[str, Any]:
        stated = super().clean() or self.cleaned_data
        if stated.get("password1") and stated["password1"] != stated.get("password2"):
            self.add_error("password2", _("The two passwords are not the same."))
        return stated
