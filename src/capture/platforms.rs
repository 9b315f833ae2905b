//! Names of platforms on which others publish: a platform is never the publisher of such a page.

use crate::domain::name::fold;

/// Names by which platforms name themselves, folded.
const PLATFORMS: &[&str] = &[
    "blogger",
    "blogspot",
    "facebook",
    "instagram",
    "linkedin",
    "medium",
    "mastodon",
    "odnoklassniki",
    "ok.ru",
    "reddit",
    "substack",
    "telegram",
    "threads",
    "tiktok",
    "tumblr",
    "twitter",
    "vk",
    "vkontakte",
    "wordpress",
    "wordpress.com",
    "x",
    "x (formerly twitter)",
    "youtube",
];

/// Whether a name is that of a platform.
pub(super) fn is_platform(name: &str) -> bool {
    PLATFORMS.contains(&fold(name).as_str())
}
