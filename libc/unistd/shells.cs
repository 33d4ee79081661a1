// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: /etc/shells, and reading a password.</summary>
public static unsafe partial class C
{
    private static class Shells
    {
        internal static EntryFile File;
        internal static int Default;
    }

    /// <summary>The next shell that one may log in with; without a list /bin/sh and /bin/csh, as ever.</summary>
    [RuntimeExport("getusershell")]
    public static byte* getusershell()
    {
        FILE* file = Shells.File.Open(Literal("/etc/shells"u8));
        if (file == null)
        {
            return Shells.Default++ switch
            {
                0 => Literal("/bin/sh"u8),
                1 => Literal("/bin/csh"u8),
                _ => null,
            };
        }

        byte* line;
        while ((line = Shells.File.ReadLine(file)) != null)
        {
            byte* start = line + strcspn(line, Literal("/#\n"u8));
            start[strcspn(start, Literal(" \t\n#"u8))] = 0;
            if (*start == '/')
            {
                return start;
            }
        }

        return null;
    }

    [RuntimeExport("setusershell")]
    public static void setusershell()
    {
        Shells.File.Close();
        Shells.Default = 0;
    }

    [RuntimeExport("endusershell")]
    public static void endusershell() => setusershell();

    private const int PasswordSize = 128;

    private struct PasswordText
    {
        public fixed byte Text[PasswordSize];
    }

    private static class PasswordEntry
    {
        internal static PasswordText Line;
    }

    /// <summary>A line from the terminal, unseen; null if there is no terminal. What does not fit is read and dropped.</summary>
    [RuntimeExport("getpass")]
    public static byte* getpass(byte* prompt)
    {
        int fd = open(Literal("/dev/tty"u8), (int)(OpenFlags.O_RDWR | OpenFlags.O_NOCTTY | OpenFlags.O_CLOEXEC), 0);
        if (fd < 0)
        {
            return null;
        }

        CTermios old;
        _ = tcgetattr(fd, &old);
        CTermios silent = old;
        silent.Local = (silent.Local & ~(uint)(LocalModes.ECHO | LocalModes.ISIG)) | (uint)LocalModes.ICANON;
        _ = tcsetattr(fd, 2, &silent);
        _ = write(fd, prompt, strlen(prompt));
        byte* result = ReadPassword(fd);
        _ = tcsetattr(fd, 2, &old);
        _ = write(fd, Literal("\n"u8), 1);
        _ = close(fd);
        return result;
    }

    private static byte* ReadPassword(int fd)
    {
        fixed (PasswordText* line = &PasswordEntry.Line)
        {
            int used = 0;
            long length;
            byte c = 0;
            while ((length = read(fd, &c, 1)) == 1 && c != '\n')
            {
                if (used < PasswordSize - 1)
                {
                    line->Text[used++] = c;
                }
            }

            line->Text[used] = 0;
            return length < 0 ? null : line->Text;
        }
    }
}
