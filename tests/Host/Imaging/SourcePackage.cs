// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Skift.Tests.Host.Imaging;

/// <summary>
/// Debian source packages, whose test pictures are the outside yardstick. They are fetched by apt-get with a configuration of
/// our own, so the machine's package sources are neither needed nor changed, and kept under artifacts/.
/// </summary>
internal static class SourcePackage
{
    private const string Keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    private static readonly object s_lock = new object();

    /// <summary>The directory of a package's upstream sources.</summary>
    internal static string Fetch(string package)
    {
        lock (s_lock)
        {
            string cache = Tool.CacheDirectory("sources");
            string target = Path.Combine(cache, package);
            if (!Directory.Exists(target))
            {
                Download(cache, package);
                string archive = Directory.GetFiles(cache, package + "_*.orig.tar.*").Single(name => !name.EndsWith(".asc"));
                string partial = Directory.CreateDirectory(target + ".partial").FullName;
                Tool.Run("tar", ["-xf", archive, "-C", partial, "--strip-components=1"]);
                Directory.Move(partial, target);
            }

            return target;
        }
    }

    private static void Download(string cache, string package)
    {
        if (Directory.GetFiles(cache, package + "_*.orig.tar.*").Length > 0)
            return;
        string lists = Directory.CreateDirectory(Path.Combine(cache, "apt", "lists", "partial")).Parent!.FullName;
        string archives = Directory.CreateDirectory(Path.Combine(cache, "apt", "archives", "partial")).Parent!.FullName;
        string sources = Path.Combine(cache, "apt", "sources.list");
        string suite = File.ReadLines("/etc/os-release").First(line => line.StartsWith("VERSION_CODENAME=")).Split('=')[1];
        File.WriteAllText(sources, $"deb-src [signed-by={Keyring}] http://deb.debian.org/debian {suite} main\n");
        List<string> options =
        [
            "-q", "-o", "Dir::Etc::sourcelist=" + sources, "-o", "Dir::Etc::sourceparts=/dev/null", "-o", "Dir::State::lists=" + lists,
            "-o", "Dir::Cache=" + Path.Combine(cache, "apt"), "-o", "Dir::Cache::archives=" + archives, "-o", "APT::Sandbox::User=root",
        ];
        if (!Directory.EnumerateFiles(lists, "*Sources*").Any())
            Tool.Run("apt-get", [.. options, "update"]);
        Tool.Run("apt-get", [.. options, "source", "--download-only", package], directory: cache);
    }
}
