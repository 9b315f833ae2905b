//! The columns of a table of actors.

use crate::domain::actor::{Actor, ActorKind};
use crate::format::problem::Problem;
use crate::format::row::Row;
use crate::wire::column::{ColumnOf, ColumnType, Compared, WireRow};
use crate::wire::names::{as_set, key_or};
use crate::wire::value::CellValue;

impl WireRow for Actor {
    const COLUMNS: &'static [ColumnOf<Self>] = &[
        ColumnOf::new("key", "The key by which other rows name the actor: claimant_key, via_keys and publisher_key of facts, publisher of reports.", ColumnType::NeededText, |actor: &Self| CellValue::text(&actor.key))
            .compared(Compared::Never),
        ColumnOf::new("name", "Name of the actor.", ColumnType::NeededText, |actor: &Self| CellValue::text(&actor.name)),
        ColumnOf::new("kind", "What the actor is.", ColumnType::Word(ActorKind::WORDS), |actor: &Self| {
            CellValue::text(actor.kind.as_str())
        })
        .set_checked(|actor, cell| {
            actor.kind = cell.parsed()?.unwrap_or(ActorKind::Other);
            Ok(())
        }),
        ColumnOf::new("parent", "Key of the actor to which it belongs.", ColumnType::Text, |actor: &Self| {
            CellValue::optional(actor.parent.as_deref())
        })
        .set(|actor, cell| actor.parent = cell.owned()),
        ColumnOf::new("aliases", "Other names under which it is found.", ColumnType::List, |actor: &Self| CellValue::list(&actor.aliases))
            .set(|actor, cell| actor.aliases = cell.several())
            .compared(Compared::By(|actor| as_set(&actor.aliases))),
    ];

    fn begin(row: &Row<'_>) -> Result<Self, Problem> {
        let name = row.needed("name")?;
        Ok(Self {
            key: key_or(row, name)?,
            name: name.to_owned(),
            kind: ActorKind::Other,
            parent: None,
            aliases: Vec::new(),
        })
    }
}
