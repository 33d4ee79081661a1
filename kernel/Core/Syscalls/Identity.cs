// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>getpid(2), setpgid(2), getuid(2), setuid(2) and their families: who a process is.</summary>
internal static class Identity
{
    private const uint Same = uint.MaxValue;
    private const int MaximumGroups = 65536;

    /// <summary>Without the lock of the tree: who is the parent can change right after the answer anyway.</summary>
    internal static Result<long> getppid(in SyscallContext context) => context.Process.Parent?.Id ?? 0;

    internal static Result<long> getpgid(in SyscallContext context, int processId)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        Process? process = processId == 0 ? context.Process : tree.Value.Find(processId)?.Process;
        return process is null ? Errno.ESRCH : process.Group.Id;
    }

    internal static Result<long> getsid(in SyscallContext context, int processId)
    {
        using SpinLock<ProcessTree>.Guard tree = ProcessTable.Lock();
        Process? process = processId == 0 ? context.Process : tree.Value.Find(processId)?.Process;
        return process is null ? Errno.ESRCH : process.Session.Id;
    }

    internal static Result<long> setsid(in SyscallContext context) => context.Process.BeginSession();

    internal static Result<long> setpgid(in SyscallContext context, int processId, int groupId) =>
        SyscallContext.Done(Process.SetGroup(context.Process, processId, groupId));

    internal static Result<long> setuid(in SyscallContext context, uint id)
    {
        if (id == Same) return Errno.EINVAL;
        Credentials own = context.Credentials;
        if (own.Has(Capability.CAP_SETUID)) return Become(context, own with { UserId = id, EffectiveUserId = id, SavedUserId = id, FileSystemUserId = id });
        if (id != own.UserId && id != own.SavedUserId) return Errno.EPERM;
        return Become(context, own with { EffectiveUserId = id, FileSystemUserId = id });
    }

    /// <summary>Takes on an identity with other users.</summary>
    private static long Become(in SyscallContext context, Credentials next)
    {
        Credentials own = context.Credentials;
        context.Process.Become(next.AfterUserChange(own));
        return 0;
    }

    internal static Result<long> setgid(in SyscallContext context, uint id)
    {
        if (id == Same) return Errno.EINVAL;
        Credentials own = context.Credentials;
        if (own.Has(Capability.CAP_SETGID))
        {
            context.Process.Become(own with { GroupId = id, EffectiveGroupId = id, SavedGroupId = id, FileSystemGroupId = id });
            return 0;
        }

        if (id != own.GroupId && id != own.SavedGroupId) return Errno.EPERM;
        context.Process.Become(own with { EffectiveGroupId = id, FileSystemGroupId = id });
        return 0;
    }

    internal static Result<long> setreuid(in SyscallContext context, uint real, uint effective)
    {
        Credentials own = context.Credentials;
        bool mayReal = real == Same || own.Has(Capability.CAP_SETUID) || real == own.UserId || real == own.EffectiveUserId;
        bool mayEffective = effective == Same || own.Has(Capability.CAP_SETUID) || effective == own.UserId || effective == own.EffectiveUserId || effective == own.SavedUserId;
        if (!mayReal || !mayEffective) return Errno.EPERM;
        uint newReal = real == Same ? own.UserId : real;
        uint newEffective = effective == Same ? own.EffectiveUserId : effective;
        bool changesSaved = real != Same || (effective != Same && newEffective != own.UserId);
        return Become(context, own with { UserId = newReal, EffectiveUserId = newEffective, FileSystemUserId = newEffective, SavedUserId = changesSaved ? newEffective : own.SavedUserId });
    }

    internal static Result<long> setregid(in SyscallContext context, uint real, uint effective)
    {
        Credentials own = context.Credentials;
        bool mayReal = real == Same || own.Has(Capability.CAP_SETGID) || real == own.GroupId || real == own.EffectiveGroupId;
        bool mayEffective = effective == Same || own.Has(Capability.CAP_SETGID) || effective == own.GroupId || effective == own.EffectiveGroupId || effective == own.SavedGroupId;
        if (!mayReal || !mayEffective) return Errno.EPERM;
        uint newReal = real == Same ? own.GroupId : real;
        uint newEffective = effective == Same ? own.EffectiveGroupId : effective;
        bool changesSaved = real != Same || (effective != Same && newEffective != own.GroupId);
        context.Process.Become(own with { GroupId = newReal, EffectiveGroupId = newEffective, FileSystemGroupId = newEffective, SavedGroupId = changesSaved ? newEffective : own.SavedGroupId });
        return 0;
    }

    internal static Result<long> setresuid(in SyscallContext context, uint real, uint effective, uint saved)
    {
        Credentials own = context.Credentials;
        if (!May(own.Has(Capability.CAP_SETUID), real, own.UserId, own.EffectiveUserId, own.SavedUserId)
            || !May(own.Has(Capability.CAP_SETUID), effective, own.UserId, own.EffectiveUserId, own.SavedUserId)
            || !May(own.Has(Capability.CAP_SETUID), saved, own.UserId, own.EffectiveUserId, own.SavedUserId)) return Errno.EPERM;
        uint newEffective = effective == Same ? own.EffectiveUserId : effective;
        return Become(context, own with
        {
            UserId = real == Same ? own.UserId : real,
            EffectiveUserId = newEffective,
            FileSystemUserId = newEffective,
            SavedUserId = saved == Same ? own.SavedUserId : saved,
        });
    }

    internal static Result<long> setresgid(in SyscallContext context, uint real, uint effective, uint saved)
    {
        Credentials own = context.Credentials;
        if (!May(own.Has(Capability.CAP_SETGID), real, own.GroupId, own.EffectiveGroupId, own.SavedGroupId)
            || !May(own.Has(Capability.CAP_SETGID), effective, own.GroupId, own.EffectiveGroupId, own.SavedGroupId)
            || !May(own.Has(Capability.CAP_SETGID), saved, own.GroupId, own.EffectiveGroupId, own.SavedGroupId)) return Errno.EPERM;
        uint newEffective = effective == Same ? own.EffectiveGroupId : effective;
        context.Process.Become(own with
        {
            GroupId = real == Same ? own.GroupId : real,
            EffectiveGroupId = newEffective,
            FileSystemGroupId = newEffective,
            SavedGroupId = saved == Same ? own.SavedGroupId : saved,
        });
        return 0;
    }

    /// <summary>setfsuid(2): never fails, always answers what was before.</summary>
    internal static Result<long> setfsuid(in SyscallContext context, uint id)
    {
        Credentials own = context.Credentials;
        bool mayChange = id != Same && (id == own.FileSystemUserId || May(own.Has(Capability.CAP_SETUID), id, own.UserId, own.EffectiveUserId, own.SavedUserId));
        if (mayChange) context.Process.Become((own with { FileSystemUserId = id }).AfterFileUserChange(own));
        return own.FileSystemUserId;
    }

    internal static Result<long> setfsgid(in SyscallContext context, uint id)
    {
        Credentials own = context.Credentials;
        bool mayChange = id != Same && (id == own.FileSystemGroupId || May(own.Has(Capability.CAP_SETGID), id, own.GroupId, own.EffectiveGroupId, own.SavedGroupId));
        if (mayChange) context.Process.Become(own with { FileSystemGroupId = id });
        return own.FileSystemGroupId;
    }

    internal static Result<long> WriteThree(ulong first, uint firstValue, ulong second, uint secondValue, ulong third, uint thirdValue)
    {
        Errno error = SyscallContext.Write(first, firstValue);
        if (error == Errno.None) error = SyscallContext.Write(second, secondValue);
        if (error == Errno.None) error = SyscallContext.Write(third, thirdValue);
        return SyscallContext.Done(error);
    }

    internal static Result<long> getgroups(in SyscallContext context, int count, ulong list)
    {
        if (count < 0) return Errno.EINVAL;
        uint[] groups = context.Credentials.Groups;
        if (count == 0) return groups.Length;
        if (count < groups.Length) return Errno.EINVAL;
        for (int i = 0; i < groups.Length; i++)
        {
            Errno error = SyscallContext.Write(list + ((ulong)i * sizeof(uint)), groups[i]);
            if (error != Errno.None) return error;
        }

        return groups.Length;
    }

    internal static Result<long> setgroups(in SyscallContext context, ulong count, ulong list)
    {
        if (!context.Credentials.Has(Capability.CAP_SETGID)) return Errno.EPERM;
        if (count > MaximumGroups) return Errno.EINVAL;
        uint[] groups = new uint[(int)count];
        for (int i = 0; i < groups.Length; i++)
        {
            Errno error = SyscallContext.Read(list + ((ulong)i * sizeof(uint)), out groups[i]);
            if (error != Errno.None) return error;
        }

        context.Process.Credentials = context.Credentials with { Groups = groups };
        return 0;
    }

    private static bool May(bool isPrivileged, uint wanted, uint real, uint effective, uint saved) =>
        wanted == Same || isPrivileged || wanted == real || wanted == effective || wanted == saved;
}
