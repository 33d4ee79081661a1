// SPDX-License-Identifier: MIT
using System.Runtime;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>utmpx.h and utmp.h: the file of who is logged in. Both have the same records and, here, the same functions.</summary>
public static unsafe partial class C
{
    private struct UserFilePath
    {
        public fixed byte Text[FileConstants.PATH_MAX];
    }

    private static class UserFile
    {
        /// <summary>One more than the descriptor; 0 while it is not open.</summary>
        internal static int Open;
        internal static bool IsReadOnly;
        internal static UserRecord Record;
        internal static UserFilePath Path;
    }

    [RuntimeExport("utmpxname")]
    public static int utmpxname(byte* path)
    {
        endutxent();
        fixed (UserFilePath* own = &UserFile.Path)
        {
            return strlcpy(own->Text, path, FileConstants.PATH_MAX) < FileConstants.PATH_MAX ? 0 : Error.Set(Errno.ENAMETOOLONG);
        }
    }

    [RuntimeExport("setutxent")]
    public static void setutxent()
    {
        if (OpenUserFile(false) >= 0)
        {
            _ = Syscall.Invoke(SystemCall.lseek, UserFile.Open - 1, 0, (long)SeekWhence.SEEK_SET);
        }
    }

    [RuntimeExport("endutxent")]
    public static void endutxent()
    {
        if (UserFile.Open != 0)
        {
            _ = Syscall.Invoke(SystemCall.close, UserFile.Open - 1);
            UserFile.Open = 0;
        }
    }

    [RuntimeExport("getutxent")]
    public static UserRecord* getutxent()
    {
        int fd = OpenUserFile(false);
        fixed (UserRecord* record = &UserFile.Record)
        {
            return fd >= 0 && Syscall.Invoke(SystemCall.read, fd, (long)record, sizeof(UserRecord)) == sizeof(UserRecord) ? record : null;
        }
    }

    /// <summary>By type, or for types of processes by ut_id; ESRCH if there is none, EINVAL for another type.</summary>
    [RuntimeExport("getutxid")]
    public static UserRecord* getutxid(UserRecord* wanted)
    {
        if (wanted->Type is < UserRecord.RunLevel or > UserRecord.DeadProcess)
        {
            Error.Current = (int)Errno.EINVAL;
            return null;
        }

        UserRecord* record;
        while ((record = getutxent()) != null)
        {
            bool isProcess = record->Type is >= UserRecord.InitProcess and <= UserRecord.DeadProcess;
            if (wanted->Type <= UserRecord.OldTime ? record->Type == wanted->Type : isProcess && strncmp(record->Id, wanted->Id, 4) == 0)
            {
                return record;
            }
        }

        Error.Current = (int)Errno.ESRCH;
        return null;
    }

    /// <summary>The login or user process of a terminal; ESRCH if there is none.</summary>
    [RuntimeExport("getutxline")]
    public static UserRecord* getutxline(UserRecord* wanted)
    {
        UserRecord* record;
        while ((record = getutxent()) != null)
        {
            if (record->Type is UserRecord.LoginProcess or UserRecord.UserProcess && strncmp(record->Line, wanted->Line, UserRecord.LineSize) == 0)
            {
                return record;
            }
        }

        Error.Current = (int)Errno.ESRCH;
        return null;
    }

    /// <summary>Writes over the entry with the same id, or at the end.</summary>
    [RuntimeExport("pututxline")]
    public static UserRecord* pututxline(UserRecord* record)
    {
        UserRecord own = *record;
        int fd = OpenUserFile(true);
        if (fd < 0)
        {
            return null;
        }

        FileLock region = LockOf(1);
        _ = Syscall.Invoke(SystemCall.fcntl, fd, (long)FcntlCommand.F_SETLKW, (long)&region);
        _ = Syscall.Invoke(SystemCall.lseek, fd, 0, (long)SeekWhence.SEEK_SET);
        int error = Error.Current;
        bool isKnown = getutxid(&own) != null;
        Error.Current = error;
        _ = isKnown
            ? Syscall.Invoke(SystemCall.lseek, fd, -sizeof(UserRecord), (long)SeekWhence.SEEK_CUR)
            : Syscall.Invoke(SystemCall.lseek, fd, 0, (long)SeekWhence.SEEK_END);
        bool isWritten = Error.Answer(Syscall.Invoke(SystemCall.write, fd, (long)(&own), sizeof(UserRecord))) == sizeof(UserRecord);
        region = LockOf(2);
        _ = Syscall.Invoke(SystemCall.fcntl, fd, (long)FcntlCommand.F_SETLK, (long)&region);
        fixed (UserRecord* kept = &UserFile.Record)
        {
            *kept = own;
            return isWritten ? kept : null;
        }
    }

    /// <summary>Appends to a file such as wtmp, which must be there.</summary>
    [RuntimeExport("updwtmpx")]
    public static void updwtmpx(byte* path, UserRecord* record)
    {
        const OpenFlags Flags = OpenFlags.O_WRONLY | OpenFlags.O_APPEND | OpenFlags.O_CLOEXEC;
        int fd = open(path, (int)Flags, 0);
        if (fd >= 0)
        {
            _ = write(fd, record, (nuint)sizeof(UserRecord));
            _ = close(fd);
        }
    }

    [RuntimeExport("utmpname")]
    public static int utmpname(byte* path) => utmpxname(path);

    [RuntimeExport("setutent")]
    public static void setutent() => setutxent();

    [RuntimeExport("endutent")]
    public static void endutent() => endutxent();

    [RuntimeExport("getutent")]
    public static UserRecord* getutent() => getutxent();

    [RuntimeExport("getutid")]
    public static UserRecord* getutid(UserRecord* wanted) => getutxid(wanted);

    [RuntimeExport("getutline")]
    public static UserRecord* getutline(UserRecord* wanted) => getutxline(wanted);

    [RuntimeExport("pututline")]
    public static UserRecord* pututline(UserRecord* record) => pututxline(record);

    [RuntimeExport("updwtmp")]
    public static void updwtmp(byte* path, UserRecord* record) => updwtmpx(path, record);

    /// <summary>Of the whole file: F_WRLCK or F_UNLCK.</summary>
    private static FileLock LockOf(short type) => new() { Type = type };

    /// <summary>The descriptor, or -1. Opened again if it must be written to and could only be read.</summary>
    private static int OpenUserFile(bool isForWriting)
    {
        if (UserFile.Open != 0 && (!isForWriting || !UserFile.IsReadOnly))
        {
            return UserFile.Open - 1;
        }

        endutxent();
        fixed (UserFilePath* own = &UserFile.Path)
        {
            byte* path = own->Text[0] != 0 ? own->Text : Literal("/var/run/utmp"u8);
            int fd = open(path, (int)(OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC), 0);
            UserFile.IsReadOnly = fd < 0;
            if (fd < 0 && !isForWriting)
            {
                fd = open(path, (int)(OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC), 0);
            }

            UserFile.Open = fd + 1;
            return fd;
        }
    }
}
