// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>syslog.h: messages as datagrams to /dev/log (RFC 3164).</summary>
public static unsafe partial class C
{
    private static class SystemLog
    {
        internal static int Descriptor;
        internal static bool IsOpen;
        internal static int Options;
        internal static int Facility;
        internal static int Hidden;
        internal static byte* Name;
    }

    [RuntimeExport("openlog")]
    public static void openlog(byte* name, int options, int facility)
    {
        const int OpenNow = 8;
        SystemLog.Name = name;
        SystemLog.Options = options;
        SystemLog.Facility = facility & 0x3F8;
        if ((options & OpenNow) != 0)
        {
            _ = ConnectLog();
        }
    }

    [RuntimeExport("closelog")]
    public static void closelog()
    {
        if (SystemLog.IsOpen)
        {
            _ = close(SystemLog.Descriptor);
            SystemLog.IsOpen = false;
        }
    }

    /// <summary>The mask that was; 0 changes nothing.</summary>
    [RuntimeExport("setlogmask")]
    public static int setlogmask(int mask)
    {
        int old = ~SystemLog.Hidden & 0xFF;
        SystemLog.Hidden = mask == 0 ? SystemLog.Hidden : ~mask;
        return old;
    }

    [RuntimeExport("vsyslog")]
    public static void vsyslog(int priority, byte* format, VaList* arguments)
    {
        // Cancelled within, the thread would keep the lock.
        int state;
        _ = pthread_setcancelstate(CancelStates.Disabled, &state);
        LibraryLock.Enter(ref LibraryLocks.All.Log);
        WriteLog(priority, format, arguments);
        LibraryLock.Leave(ref LibraryLocks.All.Log);
        _ = pthread_setcancelstate(state, null);
    }

    private static void WriteLog(int priority, byte* format, VaList* arguments)
    {
        const int Console = 2, Echo = 32, Size = 1024;
        if ((SystemLog.Hidden >> (priority & 7) & 1) != 0 || (priority & ~0x3FF) != 0)
        {
            return;
        }

        int error = Error.Current;
        byte* message = stackalloc byte[Size];
        int header;
        nuint length = WriteLogHeader(message, priority, &header);
        Error.Current = error;
        int added = vsnprintf(message + length, Size - length, format, arguments);
        if (added >= 0)
        {
            length = length + (nuint)added >= Size ? Size - 1 : length + (nuint)added;
            bool isSent = ConnectLog() && send(SystemLog.Descriptor, message, length, 0x4000) >= 0;
            message[length] = (byte)'\n';
            if ((SystemLog.Options & Echo) != 0)
            {
                _ = write(2, message + header, length + 1 - (nuint)header);
            }

            int console = isSent || (SystemLog.Options & Console) == 0 ? -1 : open(Literal("/dev/console"u8), 0x80101, 0);
            if (console >= 0)
            {
                _ = write(console, message + header, length + 1 - (nuint)header);
                _ = close(console);
            }
        }

        Error.Current = error;
    }

    /// <summary>The priority, the date, and (from <paramref name="header"/> on) name and number of the program.</summary>
    private static nuint WriteLogHeader(byte* message, int priority, int* header)
    {
        const int WithPid = 1;
        const int User = 8;
        priority |= (priority & 0x3F8) != 0 ? 0 : SystemLog.Facility == 0 ? User : SystemLog.Facility;
        long now = time(null);
        BrokenTime broken;
        byte* end = message;
        *end++ = (byte)'<';
        end = AppendNumber(end, (uint)priority);
        *end++ = (byte)'>';
        end += strftime(end, 32, Literal("%b %e %T "u8), gmtime_r(&now, &broken));
        *header = (int)(end - message);
        byte* name = SystemLog.Name == null ? ProgramName() : SystemLog.Name;
        nuint length = name == null ? 0 : strnlen(name, 64);
        memcpy(end, name, length);
        end += length;
        if ((SystemLog.Options & WithPid) != 0)
        {
            *end++ = (byte)'[';
            end = AppendNumber(end, (uint)getpid());
            *end++ = (byte)']';
        }

        *end++ = (byte)':';
        *end++ = (byte)' ';
        return (nuint)(end - message);
    }

    private static byte* AppendNumber(byte* end, uint number)
    {
        uint divisor = 1;
        while (number / divisor >= 10)
        {
            divisor *= 10;
        }

        for (; divisor > 0; divisor /= 10)
        {
            *end++ = (byte)('0' + (number / divisor % 10));
        }

        return end;
    }

    private static bool ConnectLog()
    {
        const int Unix = 1, Datagram = 2 | 0x80000;
        if (SystemLog.IsOpen)
        {
            return true;
        }

        int fd = socket(Unix, Datagram, 0);
        byte* address = stackalloc byte[110];
        memset(address, 0, 110);
        address[0] = Unix;
        memcpy(address + 2, Literal("/dev/log"u8), 9);
        if (fd < 0 || connect(fd, address, 11) < 0)
        {
            _ = fd < 0 ? 0 : close(fd);
            return false;
        }

        SystemLog.Descriptor = fd;
        SystemLog.IsOpen = true;
        return true;
    }
}
