"""What people type about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.fields import EmailField
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordKeyForm, SetPasswordForm, SignupForm
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator

from accounts.models import ApiToken, BylineClaim
from accounts.models.notice import SWITCHABLE
from accounts.tokens import scopes_open_to
from common.form_fields import offer

TAKEN_MEANWHILE = (
    "An account has that address already. Sign in with it, and ask whoever invited you to do so once more: that "
    "account becomes a curator’s at once."
)


class PlainPasswords:
    """Password fields without placeholders; the first new one says what a password must be, in one line."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = "At least eight characters; not a common word, not digits alone."


class PasswordChangeForm(PlainPasswords, ChangePasswordForm):
    """The old password, the new one twice."""


class PasswordSetForm(PlainPasswords, SetPasswordForm):
    """A first password, twice."""


class PasswordResetForm(PlainPasswords, ResetPasswordKeyForm):
    """A new password, twice, after a mailed link."""


class SignInForm(LoginForm):
    """User name or e-mail address, and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = "Username or e-mail address"
        self.fields["login"].max_length = 254
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
        )
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def add_prefix(self, field_name: str) -> str:
        """Password managers know the field under this name."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class SignUpForm(PlainPasswords, SignupForm):
    """E-mail address and password, and a field that only programs fill in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["email"].label = "E-mail address"
        trap = self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD]
        trap.label = "Leave this empty"
        trap.widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})


class ClaimForm(forms.ModelForm):
    """Where somebody writes who says that a byline is theirs."""

    class Meta:
        model = BylineClaim
        fields = ["publication", "evidence", "words"]
        labels = {
            "publication": "Where you write",
            "evidence": "A link that shows it",
            "words": "Anything else (optional)",
        }
        help_texts = {
            "publication": "A magazine, a newspaper, a site of your own.",
            "evidence": "A page that names you as the writer: an author page, a masthead, a profile that links here.",
            "words": "For the curators only.",
        }
        widgets = {"words": forms.Textarea(attrs={"rows": 4}), "evidence": forms.URLInput()}


class BylineNameForm(forms.Form):
    """The name that somebody signs with."""

    name = forms.CharField(max_length=200, label="Name")


class InviteForm(forms.Form):
    """Who is asked to be a curator."""

    email = EmailField(
        label="Or invite somebody: their e-mail address",
        help_text="They get a link that makes them a curator; who has an account becomes one at once.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class InvitationForm(forms.Form):
    """What somebody who was asked in says of themselves. The address of a mailed invitation is known."""

    name = forms.CharField(
        max_length=150,
        label="User name",
        help_text="Letters, digits and @ . + - _. You sign in with it, or with the address.",
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = EmailField(
        label="E-mail address",
        help_text="Where the site reaches you. Readers never see it.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="At least eight characters; not a common word, not digits alone.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if email:
            del self.fields["email"]
        self.sent_to = email

    def clean_name(self) -> str:
        """Nobody else's name, whatever its case."""
        name = self.cleaned_data["name"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Somebody has that name already. Choose another.")
        return name

    def clean_email(self) -> str:
        """Nobody else's address."""
        email = self.cleaned_data["email"]
        if EmailAddress.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("An account has that address already. Choose another.")
        return email

    def clean(self) -> dict[str, Any]:
        """The password, once it is known whose; and nobody has the address that the mail went to meanwhile."""
        data = super().clean() or {}
        if EmailAddress.objects.filter(email__iexact=self.sent_to, verified=True).exists():
            self.add_error(None, TAKEN_MEANWHILE)
        if password := data.get("password"):
            person = User(username=data.get("name", ""), email=data.get("email") or self.sent_to)
            try:
                validate_password(password, person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return data


class MailForm(forms.Form):
    """Of which notices a person wants e-mail too."""

    kinds = forms.MultipleChoiceField(
        choices=SWITCHABLE, required=False, widget=forms.CheckboxSelectMultiple, label="E-mail me when"
    )


class TokenForm(forms.ModelForm):
    """What a token is for, and what it may do: no more than its person may."""

    scopes = forms.MultipleChoiceField(
        choices=ApiToken.Scope,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="It may, besides reading",
    )

    class Meta:
        model = ApiToken
        fields = ("name", "scopes")
        labels = {"name": "What is it for?"}
        help_texts = {"name": "A name to tell it by: “My site’s export”."}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "scopes", [(scope.value, scope.label) for scope in scopes_open_to(user)])


class DeletionForm(forms.Form):
    """What becomes of published reviews, and the password once more."""

    reviews = forms.ChoiceField(
        choices=[("keep", "Keep them"), ("withdraw", "Withdraw them")],
        widget=forms.RadioSelect,
        label="Your published reviews",
    )
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False, label="Your password"
    )

    def __init__(self, user: User, published: int, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        if not published:
            del self.fields["reviews"]

    def clean_password(self) -> str:
        """Refuse any other password."""
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("That is not your password.")
        return password

    @property
    def keeps_reviews(self) -> bool:
        """Whether what is published stays."""
        return self.cleaned_data.get("reviews", "keep") == "keep"
