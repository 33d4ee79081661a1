// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Machine;
using Thread = Skift.Core.Scheduling.Thread;

namespace Skift.Core.Syscalls;

/// <summary>Names in the log what programs ask for that Linux knows and this kernel does not have: each flag of a call once for each program.</summary>
public static class MissingFlags
{
    /// <summary>More than this is not told: the log has other purposes too.</summary>
    private const int MaximumCount = 128;

    private static readonly SpinLock<int> s_count = new(0, LockRank.Files);
    private static readonly Asked[] s_asked = new Asked[MaximumCount];

    /// <summary>Notes it and gives the error back, to be returned: <c>return MissingFlags.Refuse("mmap", "MAP_SYNC", Errno.EOPNOTSUPP)</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Errno Refuse(string call, string flag, Errno error)
    {
        if (Thread.Current is UserThread thread) _ = Note(call, flag, thread.Command, thread.Process.Id);
        return error;
    }

    /// <summary>Notes what a call has just been refused for, if <see cref="MissingFlagTable"/> knows it.</summary>
    internal static void Tell(UserThread thread, SystemCall call, in SyscallArguments arguments, Errno error)
    {
        bool mayBe = error is Errno.EINVAL or Errno.ENOTTY or Errno.ENOPROTOOPT or Errno.EIO or Errno.ENOSYS or Errno.EAFNOSUPPORT or Errno.ESOCKTNOSUPPORT
            or Errno.EPROTONOSUPPORT;
        if (mayBe) Look(thread, call, arguments, error);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Look(UserThread thread, SystemCall call, in SyscallArguments arguments, Errno error)
    {
        try
        {
            if (MissingFlagTable.Find(call, arguments, error, KindsOf) is string flag) _ = Note(SystemCallNames.Find((ulong)call) ?? "", flag, thread.Command, thread.Process.Id);
        }
        catch (OutOfMemoryException)
        {
            // The call has its result; the line is not worth more.
        }
    }

    private static FileKinds KindsOf(int descriptor)
    {
        if (!UserThread.Current.Files.Get(descriptor).Try(out OpenFile file, out _)) return FileKinds.None;
        using (file)
        {
            return FileKind.Of(file);
        }
    }

    /// <returns>Whether it was news.</returns>
    internal static bool Note(string call, string flag, ReadOnlySpan<byte> program, int processId)
    {
        Asked asked = new(call, flag, program.ToArray());
        using (SpinLock<int>.Guard count = s_count.Lock())
        {
            for (int i = 0; i < count.Value; i++)
            {
                if (s_asked[i].Equals(asked)) return false;
            }

            if (count.Value == MaximumCount) return false;
            s_asked[count.Value++] = asked;
        }

        Log.Info($"{program}[{processId}]: {flag} of {call} is not implemented");
        return true;
    }

    private readonly struct Asked(string call, string flag, byte[] program)
    {
        private readonly string _call = call;
        private readonly string _flag = flag;
        private readonly byte[] _program = program;

        internal bool Equals(in Asked other) => _call == other._call && _flag == other._flag && _program.AsSpan().SequenceEqual(other._program);
    }
}
