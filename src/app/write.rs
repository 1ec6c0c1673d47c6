//! Writing files. Everything that Dateline writes goes through here, so that whatever happens on the way, the file that was
//! there is whole, or the new one is.
//!
//! A new file is written beside the old one, brought to the disk, put in its place under its name, and the name is brought to
//! the disk too. `tests/dateline/architecture.rs` fails on any other way to write.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

/// How many bytes are written between two steps.
const PIECE: usize = 1 << 16;

/// How many temporary files of one name are tried: what was killed earlier may have left some.
const MOST_TEMPORARIES: u32 = 1000;

/// What has just been done on the way to a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The temporary file is there, and empty.
    Made,
    /// So many bytes are written into it.
    Written(usize),
    /// The temporary file is on the disk.
    Synced,
    /// It has taken the place of the old one.
    Renamed,
    /// Its name is on the disk.
    Done,
    /// What stood at the end of a file and is no part of it is gone.
    Cut,
    /// What was needed on the way is removed.
    Cleared,
}

static WATCHER: OnceLock<fn(Step)> = OnceLock::new();

/// Has a function called after every step of every file that this process writes; the first call counts.
///
/// Tests end the process there, as a loss of power would.
pub fn watch(watcher: fn(Step)) {
    WATCHER.get_or_init(|| watcher);
}

fn reached(step: Step) {
    if let Some(watcher) = WATCHER.get() {
        watcher(step);
    }
}

/// Writes a file, so that a crash leaves the old one or the new one.
///
/// A link is followed to the file it stands for. What is no plain file (a pipe, a terminal, `/dev/null`) is written
/// into as it is: renaming a file over it would put an end to it.
///
/// # Errors
/// One sentence without a full stop that names the file. The old file is as it was then, and nothing is left beside it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::canonicalize(path).and_then(|real| replace(&real, bytes)),
        Ok(metadata) if metadata.is_dir() => Err(Error::from(ErrorKind::IsADirectory)),
        Ok(_) => OpenOptions::new().write(true).open(path).and_then(|mut file| file.write_all(bytes)),
        // A link to what is not there yet is to lead to the new file, and not to be replaced by it.
        Err(_) => match fs::read_link(path) {
            Ok(target) => replace(&path.parent().unwrap_or(Path::new("")).join(target), bytes),
            Err(_) => replace(path, bytes),
        },
    };
    written.map_err(|error| format!("cannot write {}: {}", path.display(), reason(&error)))
}

/// Makes a folder as any other program would, with those around it; one that is there stays as it is.
///
/// # Errors
/// One sentence without a full stop that names the folder.
pub fn make_folder(path: &Path) -> Result<(), String> {
    fs::create_dir_all(path).map_err(|error| format!("cannot make {}: {}", path.display(), reason(&error)))
}

/// Makes a folder that nobody else may look into, with those around it; one that is there stays as it is.
///
/// # Errors
/// One sentence without a full stop that names the folder.
pub fn make_private_folder(path: &Path) -> Result<(), String> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| format!("cannot make {}: {}", path.display(), reason(&error)))
}

/// Whether a folder can be written into: whether a file can be made in it.
#[must_use]
pub fn is_writable(folder: &Path) -> bool {
    let made = make_temporary(&folder.join("journal.probe"));
    // What cannot be removed is in nobody's way.
    made.map(|(_, path)| drop(fs::remove_file(path))).is_ok()
}

/// Holds a file for this process until what is returned is dropped; a process that dies lets go of it.
///
/// # Errors
/// One sentence without a full stop that names the file.
pub fn lock(path: &Path) -> Result<File, String> {
    let locked = OpenOptions::new().create(true).truncate(false).write(true).open(path).and_then(|file| {
        file.lock()?;
        Ok(file)
    });
    locked.map_err(|error| format!("cannot lock {}: {}", path.display(), reason(&error)))
}

/// How often a file is tried to be held, and how long is waited after the first time; each time it is waited twice as long.
const TRIES: u32 = 7;
const MOMENT: Duration = Duration::from_millis(2);

/// As [`lock`], hardly waiting: `None` where another window has it, or another part of this one. A program that this one starts holds
/// its files for the moment until it runs, so that a file that was just let go of may still be held.
///
/// # Errors
/// One sentence without a full stop that names the file.
pub fn try_lock(path: &Path) -> Result<Option<File>, String> {
    let locked = plain_or_nothing(path).and_then(|()| {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        for time in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Some(file)),
                Err(TryLockError::WouldBlock) => std::thread::sleep(MOMENT * 2_u32.pow(time)),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    });
    locked.map_err(|error| format!("cannot lock {}: {}", path.display(), reason(&error)))
}

/// Whether at a path in a folder that may be a stranger's there is a plain file or nothing: a link could lead anywhere.
fn plain_or_nothing(path: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(Error::other("it is not a plain file")),
        _ => Ok(()),
    }
}

/// A file that only grows.
#[derive(Debug)]
pub struct Growing {
    file: File,
    path: PathBuf,
    /// How many bytes of it are sound.
    length: u64,
}

impl Growing {
    /// The file at a path, of which so many bytes are sound; it is made where it is not there.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file.
    pub fn open(path: &Path, length: u64) -> Result<Self, String> {
        let opened = plain_or_nothing(path)
            .and_then(|()| OpenOptions::new().create(true).truncate(false).write(true).open(path))
            .map_err(|error| format!("cannot write {}: {}", path.display(), reason(&error)))?;
        Ok(Self { file: opened, path: path.to_path_buf(), length })
    }

    /// How many bytes of it are sound.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Writes something at its end. What is there of an attempt that was not completed is cut off before. The disk may have it
    /// later: see [`Growing::on_disk`].
    ///
    /// # Errors
    /// One sentence without a full stop that names the file, which is as it was then, or is cut before the next attempt.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), String> {
        let written = self.cut().and_then(|()| self.put(bytes));
        if written.is_err() {
            // What is left of it is cut off before anything else is written, and is not read as a line until then.
            drop(self.cut());
        }
        written.map_err(|error| format!("cannot write {}: {}", self.path.display(), reason(&error)))
    }

    fn cut(&mut self) -> std::io::Result<()> {
        if self.file.metadata()?.len() > self.length {
            self.file.set_len(self.length)?;
            reached(Step::Cut);
        }
        self.file.seek(SeekFrom::Start(self.length)).map(drop)
    }

    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        let mut written = 0;
        for piece in bytes.chunks(PIECE) {
            self.file.write_all(piece)?;
            written += piece.len();
            reached(Step::Written(written));
        }
        self.length += written as u64;
        Ok(())
    }

    /// What brings everything that was written so far to the disk, on whichever thread.
    ///
    /// # Errors
    /// One sentence without a full stop that names the file.
    pub fn on_disk(&self) -> Result<impl FnOnce() -> Result<(), String> + use<>, String> {
        let path = self.path.clone();
        let failed = move |error: &Error| format!("cannot write {}: {}", path.display(), reason(error));
        let file = self.file.try_clone().map_err(|error| failed(&error))?;
        Ok(move || {
            file.sync_all().map_err(|error| failed(&error))?;
            reached(Step::Synced);
            Ok(())
        })
    }
}

/// Puts a file that is whole and on the disk in the place of another, with the rights of that.
///
/// # Errors
/// One sentence without a full stop that names the file.
pub fn put_in_place(from: &Path, to: &Path) -> Result<(), String> {
    let rights = fs::metadata(to).map_or(Ok(()), |metadata| fs::set_permissions(from, metadata.permissions()));
    rights.and_then(|()| fs::rename(from, to)).map_err(|error| format!("cannot write {}: {}", to.display(), reason(&error)))?;
    reached(Step::Renamed);
    sync_folder(to);
    reached(Step::Done);
    Ok(())
}

/// Makes a folder within one that may be a stranger's; a link in its place is not followed.
///
/// # Errors
/// One sentence without a full stop that names the folder.
pub fn make_folder_of_ours(path: &Path) -> Result<(), String> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => Err(format!("cannot make {}: something else of that name is in the way", path.display())),
        Err(_) => make_folder(path),
    }
}

/// Removes files of these names, and what is left of attempts at them, and then the folder they are in, unless there is more in it.
/// What cannot be removed is in nobody's way.
pub fn clear_folder(folder: &Path, names: &[&str]) {
    if !fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir()) {
        return;
    }
    for path in names.iter().map(|name| folder.join(name)) {
        clear_leftovers(&path);
        drop(fs::remove_file(path));
    }
    drop(fs::remove_dir(folder));
    reached(Step::Cleared);
}

/// The first name like that of a file under which nothing is and nobody writes.
///
/// # Errors
/// One sentence without a full stop, when there are too many files of that kind.
pub fn name_aside(path: &Path) -> Result<PathBuf, String> {
    let names = (1..10_000).map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".kept-{number}"));
        PathBuf::from(name)
    });
    let free = names.into_iter().find(|path| !path.exists());
    free.ok_or_else(|| format!("cannot put {} aside: too many files are put aside already", path.display()))
}

/// Gives a file a name under which nobody writes, and returns that.
///
/// # Errors
/// One sentence without a full stop that names the file, which stays where it is then.
pub fn keep_aside(path: &Path) -> Result<PathBuf, String> {
    let free = name_aside(path)?;
    let moved = fs::rename(path, &free).map(|()| free);
    moved.map_err(|error| format!("cannot put {} aside: {}", path.display(), reason(&error)))
}

/// Puts what a process that was killed had written, and not yet put in its place, where it belongs.
///
/// # Errors
/// One sentence without a full stop that names the file.
pub fn restore(leftover: &Path, path: &Path) -> Result<(), String> {
    fs::rename(leftover, path).map_err(|error| format!("cannot restore {}: {}", leftover.display(), reason(&error)))
}

/// The temporary files of this one that processes which were killed have left, in order of their names. Those in which nothing
/// stands are removed.
///
/// Only who holds the [`lock`] of a file knows that nobody is still writing them.
#[must_use]
pub fn leftovers(path: &Path) -> Vec<PathBuf> {
    let Some((folder, name)) = path.parent().zip(path.file_name()) else { return Vec::new() };
    let start = format!("{}.", name.to_string_lossy());
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with(&start) && path.extension().is_some_and(|extension| extension == "part")
    };
    let (empty, mut found): (Vec<_>, Vec<_>) =
        entries.filter(is_ours).partition(|path| fs::metadata(path).is_ok_and(|metadata| metadata.len() == 0));
    // One that cannot be removed is in nobody's way.
    for path in empty {
        drop(fs::remove_file(path));
    }
    found.sort();
    found
}

/// Removes the [`leftovers`] of a file. One that cannot be removed is in nobody's way.
pub fn clear_leftovers(path: &Path) {
    for part in leftovers(path) {
        drop(fs::remove_file(part));
    }
}

/// An error of the operating system in plain words.
pub(super) fn reason(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "there is no such folder",
        ErrorKind::PermissionDenied => "the folder may not be written to",
        ErrorKind::NotADirectory => "a part of the path is a file and not a folder",
        ErrorKind::AlreadyExists => "a file of that name is in the way",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is used up",
        ErrorKind::FileTooLarge => "the system allows no file of that size",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        _ => return error.to_string(),
    };
    words.to_owned()
}

/// Puts a whole new file in the place of a file, or of nothing.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let (file, temporary) = make_temporary(path)?;
    // What is left of an attempt is of no use to anyone; if even that cannot be removed, nothing more can be done.
    fill(file, path, bytes).and_then(|()| fs::rename(&temporary, path)).inspect_err(|_| drop(fs::remove_file(&temporary)))?;
    reached(Step::Renamed);
    sync_folder(path);
    reached(Step::Done);
    Ok(())
}

/// A new file beside another. It must not be there yet: a link that waits under its name could lead anywhere.
fn make_temporary(path: &Path) -> std::io::Result<(File, PathBuf)> {
    let name = path.file_name().ok_or_else(|| Error::other("it is not a file name"))?;
    let mut taken = Error::from(ErrorKind::AlreadyExists);
    for number in 0..MOST_TEMPORARIES {
        let mut temporary = name.to_os_string();
        temporary.push(format!(".{}-{number}.part", std::process::id()));
        let temporary = path.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => {
                reached(Step::Made);
                return Ok((file, temporary));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// Writes what is to be the file at `path`, with its rights, and brings it to the disk.
fn fill(mut file: File, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    let mut written = 0;
    for piece in bytes.chunks(PIECE) {
        file.write_all(piece)?;
        written += piece.len();
        reached(Step::Written(written));
    }
    file.sync_all()?;
    reached(Step::Synced);
    Ok(())
}

/// Writes a folder's list of names to the disk: without it, a new name can be lost with the power. Some file systems have no
/// such thing, and Windows does not open folders; the file itself is whole all the same.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_with_its_rights_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"old").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            write(&path, b"new").unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        write(&path, b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_waits_where_the_temporary_file_goes_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join("a.txt"), folder.path().join("other"));
        fs::write(&other, "other").unwrap();
        let waiting = folder.path().join(format!("a.txt.{}-0.part", std::process::id()));
        std::os::unix::fs::symlink(&other, &waiting).unwrap();
        write(&path, b"new").unwrap();
        assert_eq!((fs::read(&path).unwrap(), fs::read(&other).unwrap()), (b"new".to_vec(), b"other".to_vec()));
        assert_eq!(leftovers(&path), [waiting]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through_whether_its_file_is_there_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let (link, file) = (folder.path().join("link"), folder.path().join("file"));
        std::os::unix::fs::symlink("file", &link).unwrap();
        for bytes in [b"new", b"old"] {
            write(&link, bytes).unwrap();
            assert_eq!(fs::read(&file).unwrap(), bytes);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_private_folder_is_for_its_owner() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a").join("b");
        make_private_folder(&path).unwrap();
        make_private_folder(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn what_stands_in_the_way_is_said_in_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        write(&file, b"x").unwrap();
        let said = |path: &Path| write(path, b"y").unwrap_err();
        let inside = file.join("inside");
        assert_eq!(said(&inside), format!("cannot write {}: a part of the path is a file and not a folder", inside.display()));
        assert_eq!(said(folder.path()), format!("cannot write {}: it is a folder", folder.path().display()));
        let nowhere = folder.path().join("no").join("file");
        assert_eq!(said(&nowhere), format!("cannot write {}: there is no such folder", nowhere.display()));
        assert_eq!(names(folder.path()), ["file"]);
    }
}
