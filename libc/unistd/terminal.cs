// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>unistd.h: the terminal's name, and who sits at it.</summary>
public static unsafe partial class C
{
    private const int TerminalNameSize = 64;

    private struct TerminalPath
    {
        public fixed byte Text[TerminalNameSize];
    }

    private static class TerminalNames
    {
        internal static TerminalPath Terminal;
    }

    private static class LoginName
    {
        internal static TerminalPath Name;
    }

    [RuntimeExport("ttyname")]
    public static byte* ttyname(int fd)
    {
        fixed (TerminalPath* path = &TerminalNames.Terminal)
        {
            int error = ttyname_r(fd, path->Text, TerminalNameSize);
            if (error == 0)
            {
                return path->Text;
            }

            Error.Current = error;
            return null;
        }
    }

    /// <summary>EBADF or ENOTTY if it is no terminal, ENODEV if its name leads elsewhere (another mount name space), ERANGE if there is no room.</summary>
    [RuntimeExport("ttyname_r")]
    public static int ttyname_r(int fd, byte* buffer, nuint size)
    {
        const int LinkSize = 32;
        if (isatty(fd) == 0)
        {
            return Error.Current;
        }

        byte* link = stackalloc byte[LinkSize];
        _ = stpcpy(link, Literal("/proc/self/fd/"u8));
        AppendDecimal(link + strlen(link), (uint)fd);
        byte* path = stackalloc byte[FileConstants.PATH_MAX];
        long length = Syscall.Invoke(SystemCall.readlink, (long)link, (long)path, FileConstants.PATH_MAX - 1);
        if (length < 0)
        {
            return (int)-length;
        }

        path[length] = 0;
        Stat opened, named;
        if (Syscall.Invoke(SystemCall.fstat, fd, (long)&opened) < 0 || Syscall.Invoke(SystemCall.stat, (long)path, (long)&named) < 0
            || opened.st_dev != named.st_dev || opened.st_ino != named.st_ino)
        {
            return (int)Errno.ENODEV;
        }

        if ((nuint)length >= size)
        {
            return (int)Errno.ERANGE;
        }

        memcpy(buffer, path, (nuint)length + 1);
        return 0;
    }

    [RuntimeExport("getlogin")]
    public static byte* getlogin()
    {
        fixed (TerminalPath* name = &LoginName.Name)
        {
            int error = getlogin_r(name->Text, TerminalNameSize);
            if (error == 0)
            {
                return name->Text;
            }

            Error.Current = error;
            return null;
        }
    }

    /// <summary>
    /// Who logged in: by the kernel's word if login told it, else by utmp's entry of the terminal. ENXIO if nobody did, ERANGE if there is
    /// no room.
    /// </summary>
    [RuntimeExport("getlogin_r")]
    public static int getlogin_r(byte* buffer, nuint size)
    {
        uint user = LoginUser();
        if (user != uint.MaxValue)
        {
            Passwd* entry = getpwuid(user);
            if (entry != null)
            {
                return strlcpy(buffer, entry->Name, size) < size ? 0 : (int)Errno.ERANGE;
            }
        }

        byte* terminal = stackalloc byte[TerminalNameSize];
        if (ttyname_r(0, terminal, TerminalNameSize) != 0 || strncmp(terminal, Literal("/dev/"u8), 5) != 0)
        {
            return (int)Errno.ENXIO;
        }

        UserRecord wanted = default;
        _ = strncpy(wanted.Line, terminal + 5, UserRecord.LineSize);
        setutxent();
        UserRecord* found = getutxline(&wanted);
        int status = (int)Errno.ENXIO;
        if (found != null)
        {
            nuint length = strnlen(found->User, UserRecord.UserSize);
            status = length < size ? 0 : (int)Errno.ERANGE;
            length = length < size ? length : 0;
            memcpy(buffer, found->User, length);
            buffer[length] = 0;
        }

        endutxent();
        return status;
    }

    /// <summary>The name of the effective user; the buffer has room for L_cuserid bytes.</summary>
    [RuntimeExport("cuserid")]
    public static byte* cuserid(byte* buffer)
    {
        const int Size = 20;
        Passwd* entry = getpwuid(geteuid());
        if (buffer == null)
        {
            return entry == null ? null : entry->Name;
        }

        *buffer = 0;
        if (entry != null)
        {
            _ = strlcpy(buffer, entry->Name, Size);
        }

        return buffer;
    }

    /// <summary>proc_pid_loginuid(5); uint.MaxValue if it was not set, or there is no such file.</summary>
    private static uint LoginUser()
    {
        byte* text = stackalloc byte[16];
        long fd = Syscall.Invoke(SystemCall.open, (long)Literal("/proc/self/loginuid"u8), (long)OpenFlags.O_CLOEXEC, 0);
        if (fd < 0)
        {
            return uint.MaxValue;
        }

        long length = Syscall.Invoke(SystemCall.read, fd, (long)text, 15);
        _ = Syscall.Invoke(SystemCall.close, fd);
        text[length > 0 ? length : 0] = 0;
        return length > 0 ? (uint)strtoul(text, null, 10) : uint.MaxValue;
    }

    internal static byte* AppendDecimal(byte* end, uint value)
    {
        uint divisor = 1;
        while (value / divisor >= 10)
        {
            divisor *= 10;
        }

        for (; divisor > 0; divisor /= 10)
        {
            *end++ = (byte)('0' + (value / divisor % 10));
        }

        *end = 0;
        return end;
    }
}
