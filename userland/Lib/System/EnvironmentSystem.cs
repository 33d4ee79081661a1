// SPDX-License-Identifier: MIT
using System.IO;
using System.Text;
using Skift.Abi;
using Skift.Libc;

namespace System;

/// <summary>More of <see cref="Environment"/>: the user, the system, and texts with variables in them.</summary>
public static class EnvironmentSystem
{
    private const string PasswordFile = "/etc/passwd";

    extension(Environment)
    {
        public static bool Is64BitProcess => true;

        public static bool Is64BitOperatingSystem => true;

        public static bool IsPrivilegedProcess => Posix.Geteuid() == 0;

        public static bool UserInteractive => true;

        public static string UserDomainName => Environment.MachineName;

        public static string SystemDirectory => "";

        public static long WorkingSet
        {
            get
            {
                using Diagnostics.Process self = Diagnostics.Process.GetCurrentProcess();
                return self.WorkingSet64;
            }
        }

        /// <summary>By the effective user's line of <c>/etc/passwd</c>; its number if there is none.</summary>
        public static string UserName => PasswordField(0) ?? Posix.Geteuid().ToString();

        /// <summary>Variables between percent signs, as on Windows; what is not set stays as it is.</summary>
        public static string ExpandEnvironmentVariables(string name)
        {
            ArgumentNullException.ThrowIfNull(name);
            StringBuilder text = new();
            int position = 0;
            while (position < name.Length)
            {
                int start = name.IndexOf('%', position);
                int end = start < 0 ? -1 : name.IndexOf('%', start + 1);
                if (end < 0) break;
                _ = text.Append(name, position, start - position);
                if (Environment.GetEnvironmentVariable(name[(start + 1)..end]) is string value)
                {
                    _ = text.Append(value);
                    position = end + 1;
                }
                else
                {
                    // The second sign may begin another variable.
                    _ = text.Append(name, start, end - start);
                    position = end;
                }
            }

            return text.Append(name, position, name.Length - position).ToString();
        }

        /// <summary>HOME, or what <c>/etc/passwd</c> says.</summary>
        internal static string HomeDirectory => Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : PasswordField(5) ?? "/";

    }

    private static string? PasswordField(int field)
    {
        if (!File.Exists(PasswordFile)) return null;
        string user = Posix.Geteuid().ToString();
        foreach (string line in File.ReadLines(PasswordFile))
        {
            string[] fields = line.Split(':');
            if (fields.Length > 5 && fields[2] == user) return fields[field];
        }

        return null;
    }
}
