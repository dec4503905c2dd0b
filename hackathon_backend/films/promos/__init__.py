"""Short films for brands and products: templates that are data, filled with words and pictures."""

from .filling import Promo, PromoWords, filled
from .platforms import Platform, PlatformName, platform_of

__all__ = ["Platform", "PlatformName", "Promo", "PromoWords", "filled", "platform_of"]
