"""A person who signs in: staff by e-mail and password, members by phone and a one-time code."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str | None = None, phone: str | None = None, **extra: Any) -> "User":
        password = extra.pop("password", None)
        user = self.model(email=self.normalize_email(email) if email else None, phone=phone, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Who signs in. What he may do comes from his membership and offices, never from this row."""

    name = models.CharField(_("nombre"), max_length=160)
    email = models.EmailField(_("correo"), null=True, blank=True, unique=True)
    phone = models.CharField(_("teléfono"), max_length=16, null=True, blank=True, unique=True)  # E.164
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_can_be_reached", condition=Q(email__isnull=False) | Q(phone__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
