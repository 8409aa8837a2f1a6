"""Tables of the room. Data and constraints only; triggers in the migration."""

from vonggac.maintenance.models.orders import Check, Order, OrderDevice, OrderLine
from vonggac.maintenance.models.plans import Plan, PlanRow

__all__ = ["Check", "Order", "OrderDevice", "OrderLine", "Plan", "PlanRow"]
