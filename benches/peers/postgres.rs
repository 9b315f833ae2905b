//! A separate `PostgreSQL` cluster in a temporary folder, on a socket that nobody else sees.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A running cluster; it is stopped when this value is dropped.
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: tempfile::TempDir,
}

impl Cluster {
    /// Starts a cluster with the default settings. Fails with what is missing.
    pub(crate) fn start() -> Result<Self, String> {
        let programs = programs().ok_or("PostgreSQL is not installed")?;
        let folder = tempfile::Builder::new()
            .prefix("peers-postgres")
            .tempdir_in("/tmp")
            .map_err(|error| error.to_string())?;
        let cluster = Self { programs, folder };
        if is_root() {
            done(Command::new("chown").arg("postgres").arg(cluster.path()))?;
        }
        let data = cluster.data();
        done(
            cluster
                .command("initdb")
                .args(["-A", "trust", "-U", "bench", "-E", "UTF8", "-D"])
                .arg(&data),
        )?;
        let options = format!("-c listen_addresses= -k {}", cluster.path().display());
        let log = cluster.path().join("log");
        done(
            cluster
                .command("pg_ctl")
                .args(["-w", "-o", &options, "-l"])
                .arg(log)
                .arg("-D")
                .arg(&data)
                .arg("start"),
        )?;
        Ok(cluster)
    }

    /// psql on the cluster, without the start-up file of its user.
    pub(crate) fn psql(&self) -> Command {
        let mut psql = Command::new("psql");
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "bench", "-d", "postgres", "-h"]);
        psql.arg(self.path());
        psql
    }

    /// The processor time of the server and of all its processes until now.
    pub(crate) fn cpu(&self) -> Duration {
        let pid = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        let pid = pid.lines().next().unwrap_or_default().to_owned();
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let ticks: u64 = processes.filter_map(|process| ticks(&process.path(), &pid)).sum();
        // The kernel counts in hundredths of a second.
        Duration::from_millis(ticks * 10)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// A program of the server; it refuses to run as root.
    fn command(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        if !is_root() {
            return Command::new(program);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data();
        let _ = done(self.command("pg_ctl").args(["-w", "-m", "fast", "-D"]).arg(data).arg("stop"));
    }
}

/// The programs of the newest version.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let found = versions.map(|version| version.path().join("bin"));
    found.filter(|programs| programs.join("initdb").exists()).max()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

fn done(command: &mut Command) -> Result<(), String> {
    let quiet =
        command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match quiet.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{}: {status}", quiet.get_program().display())),
        Err(error) => Err(format!("{}: {error}", quiet.get_program().display())),
    }
}

/// The processor time of a process if it is the server (with its children that ended) or one of its
/// children.
fn ticks(process: &Path, server: &str) -> Option<u64> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let is_server = process.file_name()?.to_str()? == server;
    if !is_server && fields.get(1) != Some(&server) {
        return None;
    }
    let times = if is_server { 11..15 } else { 11..13 };
    Some(fields.get(times)?.iter().filter_map(|time| time.parse::<u64>().ok()).sum())
}
