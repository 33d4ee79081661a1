// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Terminal;

/// <summary>devpts: the names of the slaves of pseudo-terminals. Each mount is an instance of its own, with numbers of its own.</summary>
public sealed class PseudoTerminalFileSystem : FileSystem
{
    private const long Magic = 0x1CD1;
    private const int MultiplexerNumber = 2;
    private const int FirstSlaveNumber = 3;

    private readonly PseudoTerminalOptions _options;
    private readonly Mutex<Table> _table = new(new Table());
    private readonly Inode _multiplexer;

    private sealed class Table
    {
        /// <summary>The slaves by number; null for a number that is free, or taken without a name.</summary>
        internal List<PseudoTerminalInode?> Slaves { get; } = [];

        internal List<bool> Taken { get; } = [];
    }

    internal PseudoTerminalFileSystem(in PseudoTerminalOptions options)
        : base("devpts")
    {
        _options = options;
        StatMode mode = StatMode.S_IFCHR | options.MultiplexerMode;
        _multiplexer = new PseudoTerminalInode(this, MultiplexerNumber, InodeAttributes.New(mode, options.UserId ?? 0, options.GroupId ?? 0), Abi.DeviceNumber.Make(5, 2), null);
        Root = Dentry.MakeRoot(this, new PseudoTerminalRootInode(this));
    }

    public override Dentry Root { get; }

    public override Statfs Statistics => new() { f_type = Magic, f_bsize = 4096 };

    public override string Options => _options.ToText();

    /// <summary>Makes a pair; its slave belongs to the caller, or to whom the mount options say.</summary>
    /// <returns>ENOSPC: as many as the option <c>max</c> allows.</returns>
    internal Result<PseudoTerminal> Create(JobControl jobs)
    {
        Credentials own = UserThread.Current.Process.Credentials;
        using Mutex<Table>.Guard table = _table.Lock();
        int index = table.Value.Taken.IndexOf(false);
        if (index < 0) index = table.Value.Taken.Count;
        if (index >= _options.Maximum) return Errno.ENOSPC;
        PseudoTerminal pair = new(index, this, jobs);
        InodeAttributes attributes = InodeAttributes.New(StatMode.S_IFCHR | _options.Mode, _options.UserId ?? own.FileSystemUserId, _options.GroupId ?? own.FileSystemGroupId);
        PseudoTerminalInode inode = new(this, (ulong)(FirstSlaveNumber + index), attributes, pair.Slave.DeviceNumber, pair);
        if (index == table.Value.Taken.Count)
        {
            table.Value.Slaves.Add(null);
            table.Value.Taken.Add(false);
        }

        table.Value.Slaves[index] = inode;
        table.Value.Taken[index] = true;
        return pair;
    }

    /// <summary>The name goes with the master.</summary>
    internal void Remove(int index)
    {
        using Mutex<Table>.Guard table = _table.Lock();
        table.Value.Slaves[index] = null;
    }

    /// <summary>The number can be used again: neither side is open.</summary>
    internal void FreeIndex(int index)
    {
        using Mutex<Table>.Guard table = _table.Lock();
        table.Value.Taken[index] = false;
    }

    /// <summary>The slave's entry, for who has the master.</summary>
    internal Dentry EntryOf(int index)
    {
        using Mutex<Table>.Guard table = _table.Lock();
        return new Dentry(this, Root, Text.ToBytes(index.ToString()), table.Value.Slaves[index]!);
    }

    internal Inode? Find(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("ptmx"u8)) return _multiplexer;
        int index = 0;
        if (name.IsEmpty || name.Length > 5 || (name.Length > 1 && name[0] == (byte)'0')) return null;
        foreach (byte digit in name)
        {
            if (digit is < (byte)'0' or > (byte)'9') return null;
            index = (index * 10) + (digit - '0');
        }

        using Mutex<Table>.Guard table = _table.Lock();
        return index < table.Value.Slaves.Count ? table.Value.Slaves[index] : null;
    }

    /// <summary>The first slave from a number on; negative if there is none.</summary>
    internal int Next(int index)
    {
        using Mutex<Table>.Guard table = _table.Lock();
        for (; index < table.Value.Slaves.Count; index++)
        {
            if (table.Value.Slaves[index] is not null) return index;
        }

        return -1;
    }
}

/// <summary>devpts for mount(2), with the options uid=, gid=, mode=, ptmxmode=, max= and newinstance.</summary>
public sealed class PseudoTerminalFileSystemType : FileSystemType
{
    public override string Name => "devpts";

    public override bool NeedsDevice => false;

    public override Result<FileSystem> Open(BlockDevice? source, MountFlags flags, ReadOnlySpan<byte> options) =>
        PseudoTerminalOptions.TryParse(options, out PseudoTerminalOptions parsed) ? new PseudoTerminalFileSystem(parsed) : Errno.EINVAL;
}
