//! A post on Telegram: its channel published it, and its first line is its title.

use super::collected::Collected;
use super::page::Field;
use super::words::{one_line, plain};
use crate::domain::name::fold;
use dom_query::NodeRef;

/// A title that is made from the first line of a post has at most this many characters.
const LONGEST_TITLE: usize = 200;

/// The parts of a post on Telegram in a page.
#[derive(Default)]
pub(super) struct Post {
    /// The channels of the messages in the page.
    owners: Vec<String>,
    /// The first lines of the messages in the page.
    first_lines: Vec<String>,
    /// The addresses of the messages in the page, after `t.me`.
    addresses: Vec<String>,
    /// The description of the page, which is the text of the post.
    pub(super) description: String,
}

impl Post {
    /// Notes which part of a message an element of the page is.
    pub(super) fn element(&mut self, node: &NodeRef<'_>) {
        if node.has_class("tgme_widget_message_owner_name") {
            self.owners.push(one_line(&node.text()));
        } else if node.has_class("tgme_widget_message_text") {
            let html = node.inner_html();
            let first = html.split("<br").next();
            self.first_lines.extend(first.map(plain));
        }
        if let Some(address) = node.attr("data-post") {
            self.addresses.push(address.to_string());
        }
    }

    /// Uses the channel as the publisher, and the first line of the post as the title: the page itself has the channel
    /// as its title.
    pub(super) fn tell(self, collected: &mut Collected) {
        let is_telegram =
            |link: &str| ["://t.me/", "://telegram.me/"].iter().any(|host| link.contains(host));
        let is_post = collected.platforms.iter().any(|name| fold(name) == "telegram")
            || collected.links().any(is_telegram);
        // A page of a whole channel is not a post.
        if !is_post || self.first_lines.len() > 1 {
            return;
        }
        let channel =
            collected.page.all(Field::Title).find(|title| title.source.contains(":title"));
        let channel = self.owners.into_iter().next().or(channel.map(|found| found.value.clone()));
        let described = self.description.lines().map(one_line).find(|line| !line.is_empty());
        let Some(line) = self.first_lines.into_iter().next().or(described) else { return };
        collected.page.leave_out(Field::Title);
        let title = match line.char_indices().nth(LONGEST_TITLE) {
            Some((end, _)) => format!("{}…", line[..end].trim_end()),
            None => line,
        };
        collected.add(Field::Title, &title, "first line of the post", 0);
        if let Some(channel) = channel {
            collected.add(Field::Publisher, &channel, "name of the channel", 0);
        }
        let has_link = collected.links().next().is_some();
        if let ([address], false) = (self.addresses.as_slice(), has_link) {
            collected.add(Field::Link, &format!("https://t.me/{address}"), "data-post", 5);
        }
    }
}
