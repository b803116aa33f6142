using System.Globalization;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>The texts of every <see cref="PrivatePostgresException"/>, in one place and both languages.</summary>
internal static class PrivatePostgresFault
{
    public static PrivatePostgresException InUse(string folder, int? pid)
    {
        var holder = pid?.ToString(CultureInfo.InvariantCulture) ?? "?";
        return new(
            PrivatePostgresException.DataFolderInUse,
            $"The data folder {folder} is in use by another FieldOps process (pid {holder}). "
                + "Stop it first (./fieldops down) or choose another data folder.",
            $"数据目录 {folder} 正被另一个 FieldOps 进程使用（进程号 {holder}）。请先停止它（./fieldops down），或改用其他数据目录。");
    }

    public static PrivatePostgresException NotReachable(string path, string closed, string user) => new(
        PrivatePostgresException.DataFolderNotReachable,
        $"PostgreSQL refuses to run as root, so it runs as user '{user}', who cannot reach {path}: {closed} is "
            + "closed to that user. Choose a data folder outside it (for example under /var/lib/fieldops), or run: "
            + $"chmod o+x {closed}",
        $"PostgreSQL 不允许以 root 运行，因此以用户“{user}”运行，而该用户无法访问 {path}：{closed} 对其关闭。"
            + $"请选用其外的数据目录（例如 /var/lib/fieldops 之下），或执行：chmod o+x {closed}");

    public static PrivatePostgresException NotAccessible(string folder, Exception cause) => new(
        PrivatePostgresException.DataFolderNotAccessible,
        $"The data folder {folder} cannot be used by this user: {cause.Message} "
            + "Run as the user who created it, or choose another data folder.",
        $"当前用户无法使用数据目录 {folder}：{cause.Message} 请以创建它的用户运行，或改用其他数据目录。",
        cause);

    public static PrivatePostgresException NameUnusable(string folder) => new(
        PrivatePostgresException.DataFolderNameUnusable,
        $"The data folder {folder} cannot hold PostgreSQL: its path must be without \" $ ` \\ and line "
            + "breaks. Choose another.",
        $"数据目录 {folder} 无法存放 PostgreSQL：其路径不能含有 \" $ ` \\ 或换行。请改用其他数据目录。");

    public static PrivatePostgresException ProgramsMissing(int? major)
    {
        var wanted = major is { } exact
            ? $"{exact}"
            : $"{PostgresBinaries.MajorMin}+";
        return new(
            PrivatePostgresException.ProgramsMissing,
            $"PostgreSQL {wanted} (initdb, pg_ctl, postgres) was not found on PATH or in the distribution's folders. "
                + "Install it (Debian, Ubuntu: apt-get install postgresql; Fedora, RHEL: dnf install "
                + "postgresql-server; "
                + "macOS: brew install postgresql@17), or name a server with --database or FIELDOPS_DATABASE.",
            $"在 PATH 和发行版目录中都没有找到 PostgreSQL {wanted}（initdb、pg_ctl、postgres）。请安装（Debian、Ubuntu："
                + "apt-get install postgresql；Fedora、RHEL：dnf install postgresql-server；"
                + "macOS：brew install postgresql@17），"
                + "或用 --database 或 FIELDOPS_DATABASE 指定一台服务器。");
    }

    public static PrivatePostgresException UserMissing() => new(
        PrivatePostgresException.UnprivilegedUserMissing,
        "PostgreSQL refuses to run as root, and this machine lacks a user 'postgres' or 'nobody', or setpriv and "
            + "runuser "
            + "(package util-linux). Run as an ordinary user, or name a server with --database.",
        "PostgreSQL 不允许以 root 运行，而本机没有用户 postgres 或 nobody，或缺少 setpriv 与 runuser（软件包 util-linux）。"
            + "请以普通用户运行，或用 --database 指定一台服务器。");

    public static PrivatePostgresException CreationFailed(string step, string output) => new(
        PrivatePostgresException.CreationFailed,
        $"The private PostgreSQL could not be created ({step}): {output}",
        $"私有 PostgreSQL 创建失败（{step}）：{output}");

    public static PrivatePostgresException ServerFailed(string step, string output, Exception? cause = null) => new(
        PrivatePostgresException.ServerFailed,
        $"The private PostgreSQL failed ({step}): {output}",
        $"私有 PostgreSQL 运行失败（{step}）：{output}",
        cause);

    public static PrivatePostgresException IcuMissing() => new(
        PrivatePostgresException.IcuMissing,
        "The installed PostgreSQL has no ICU collations, which Chinese sorting needs. Install a build with ICU.",
        "已安装的 PostgreSQL 不含 ICU 排序规则，而中文排序需要它。请安装带 ICU 的版本。");

    public static PrivatePostgresException AddressInvalid(string origin, Exception? cause = null) => new(
        PrivatePostgresException.AddressInvalid,
        $"The database address given by {origin} is neither a connection string (Host=...;Database=...;Username=...) "
            + "nor a URI (postgresql://user:password@host:5432/database).",
        $"由 {origin} 给出的数据库地址既不是连接字符串（Host=...;Database=...;Username=...），"
            + "也不是 URI（postgresql://user:password@host:5432/database）。",
        cause);
}
