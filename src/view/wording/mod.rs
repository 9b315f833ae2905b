//! Puts values into words for people, never more precisely than they are known.
//!
//! Knows the values of the domain and English. Must not know widths, colours or where the words end
//! up; hostile text is not escaped here, but in [`crate::render`].

mod dates;
mod hours;
mod names;
mod quantities;

pub use dates::{
    day, days_stated, due, hedged_span, month, qualified, span, when, when_of, when_or_reported,
    when_stated, with_hedged_ends,
};
pub use hours::{hours, hours_of, with_hours};
pub use names::{
    assessment, marked, measured, place, stance, standing, standing_of, status, together, who,
};
pub use quantities::{number, quantity, short_quantity, short_with_bounds, unit};
