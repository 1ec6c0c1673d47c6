//! The desktop's own dialogs, by its portal (`org.freedesktop.portal.FileChooser`, version 1 and later) on the session's bus.
//!
//! The crate that speaks to the bus is in the program for screen readers anyway.

use std::collections::HashMap;
use std::path::PathBuf;

use futures_lite::StreamExt as _;
use futures_lite::future::block_on;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, MatchRule, MessageStream, message::Type};

use super::ask::{Answer, Question};
use crate::report::link;
use crate::session::Choice;

/// Where the portal lives, and what of it is meant.
const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const CHOOSER: &str = "org.freedesktop.portal.FileChooser";

/// A connection to the session's bus. A bus on another machine is not spoken to.
async fn bus() -> Option<Connection> {
    let address = std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap_or_default();
    if address.contains("tcp:") {
        return None;
    }
    Connection::session().await.ok()
}

/// Asks by the portal, and waits; `None` where none answers.
pub fn ask(question: &Question) -> Option<Answer> {
    block_on(choose(question))
}

async fn choose(question: &Question) -> Option<Answer> {
    let connection = bus().await?;
    let token = format!("dateline{}", std::process::id());
    let sender = connection.unique_name()?.trim_start_matches(':').replace('.', "_");
    // The portal answers at this path; to listen before asking is the only way not to miss it.
    let path = format!("{PATH}/request/{sender}/{token}");
    let rule = MatchRule::builder().msg_type(Type::Signal).interface("org.freedesktop.portal.Request").ok()?;
    let rule = rule.member("Response").ok()?.path(path).ok()?.build();
    let mut answers = MessageStream::for_match_rule(rule, &connection, None).await.ok()?;
    let mut options: HashMap<&str, Value<'_>> = HashMap::from([("handle_token", Value::from(token.as_str()))]);
    let method = match question {
        Question::Open(choice) => {
            let option = if *choice == Choice::Folder { "directory" } else { "multiple" };
            options.insert(option, Value::from(true));
            "OpenFile"
        }
        Question::Save(_, name) => {
            options.insert("current_name", Value::from(name.as_str()));
            "SaveFile"
        }
    };
    connection.call_method(Some(PORTAL), PATH, Some(CHOOSER), method, &("", question.title(), options)).await.ok()?;
    let answer = answers.next().await?.ok()?;
    let (code, mut results): (u32, HashMap<String, OwnedValue>) = answer.body().deserialize().ok()?;
    let uris: Vec<String> = results.remove("uris").and_then(|uris| uris.try_into().ok()).unwrap_or_default();
    // 0 is an answer, 1 is Cancel, and 2 says that the dialog went away for another reason.
    let paths: Vec<PathBuf> = uris.iter().filter(|_| code == 0).filter_map(|uri| local_path(uri)).collect();
    Some(if paths.is_empty() { Answer::Cancelled } else { Answer::Paths(paths) })
}

/// The file that a `file:` address names, where it lies on this machine.
fn local_path(uri: &str) -> Option<PathBuf> {
    let path = uri.strip_prefix("file://").map(|rest| rest.strip_prefix("localhost").unwrap_or(rest))?;
    link::decode(path).filter(|path| path.starts_with('/')).map(PathBuf::from)
}

/// Has the file manager show a file in its folder; tells whether one did.
pub fn show_in_folder(path: &std::path::Path) -> bool {
    let Some(path) = path.to_str() else { return false };
    let uri = format!("file://{}", path.split('/').map(link::encode).collect::<Vec<_>>().join("/"));
    let shown = async {
        let connection = bus().await?;
        let manager = "org.freedesktop.FileManager1";
        connection
            .call_method(Some(manager), "/org/freedesktop/FileManager1", Some(manager), "ShowItems", &(vec![uri], ""))
            .await
            .ok()
    };
    block_on(shown).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_this_machine_are_paths() {
        let path = |uri| local_path(uri).map(|path| path.display().to_string());
        assert_eq!(path("file:///home/a/my%20report"), Some("/home/a/my report".to_owned()));
        assert_eq!(path("file://localhost/a"), Some("/a".to_owned()));
        assert_eq!(path("file://elsewhere/a"), None);
        assert_eq!(path("sftp://a/b"), None);
    }
}
