"""Addresses of accounts, beside those of django-allauth."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from accounts import claim_views, invitation_views, step_views, token_views, views
from accounts.sign_in import SignIn

urlpatterns = [
    path("accounts/", views.overview, name="account"),
    path("accounts/login/", SignIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("accounts/notices/", views.notice_settings, name="notice-settings"),
    path("accounts/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("accounts/delete/", views.delete, name="delete-account"),
    path("accounts/bylines/", claim_views.bylines, name="bylines"),
    path("accounts/bylines/find/", claim_views.find_byline, name="find-byline"),
    path("accounts/bylines/claim/", claim_views.claim, name="claim-byline"),
    path("accounts/bylines/claims/<int:pk>/withdraw/", claim_views.withdraw, name="withdraw-claim"),
    path("accounts/tokens/", token_views.tokens, name="tokens"),
    path("accounts/tokens/new/", token_views.new_token, name="new-token"),
    path("accounts/tokens/<int:pk>/revoke/", token_views.revoke_token, name="revoke-token"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all_notices, name="read-all-notices"),
    path("notices/<int:pk>/read/", views.read_notice, name="read-notice"),
    path("accounts/confirm-email/<str:key>/", views.confirm_address, name="account_confirm_email"),
    path("first-steps/", step_views.steps_page, name="first-steps"),
    path("setup/<str:token>/", invitation_views.accept_invitation, {"role": "administrator"}, name="setup"),
    path("invitation/<str:token>/", invitation_views.accept_invitation, {"role": "curator"}, name="invitation"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]
