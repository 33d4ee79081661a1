// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.FileSystems.Initramfs;

/// <summary>
/// Unpacks the initial root file system: one or several cpio archives in "newc" format behind each other, with zeros between
/// them, as Linux takes them. Make one with <c>cpio -o -H newc</c>.
/// </summary>
public ref struct CpioUnpacker
{
    private readonly ReadOnlySpan<byte> _archive;
    private readonly FileView _view;
    private readonly Dictionary<(ulong Device, uint Inode), byte[]> _linked = [];
    private readonly List<(byte[] Name, uint Time)> _directories = [];
    private int _position;
    private string _problem = "";

    private CpioUnpacker(ReadOnlySpan<byte> archive, in FileView view)
    {
        _archive = archive;
        _view = view;
    }

    /// <summary>Unpacks everything into the directory where the view starts. What is wrong is logged with its place in the archive.</summary>
    /// <returns>EINVAL for a damaged archive; else what creating a file gives (ENOSPC, ENOENT for a missing directory).</returns>
    public static Errno Unpack(ReadOnlySpan<byte> archive, in FileView view)
    {
        CpioUnpacker unpacker = new(archive, view);
        Errno error = unpacker.UnpackAll();
        if (error != Errno.None)
        {
            Log.Error($"initramfs: {unpacker._problem} at byte {unpacker._position}: {error}");
        }

        return error;
    }

    private Errno UnpackAll()
    {
        bool hasMember = false;
        while (SkipZeros())
        {
            if (!ReadHeader().Try(out CpioHeader header, out Errno error)) return error;
            int nameStart = _position + CpioHeader.Size;
            ReadOnlySpan<byte> name = _archive.Slice(nameStart, (int)header.NameSize - 1);
            int dataStart = Align(nameStart + (int)header.NameSize);
            if (name.SequenceEqual("TRAILER!!!"u8))
            {
                // Links are counted within one archive only.
                _linked.Clear();
            }
            else
            {
                hasMember = true;
                error = UnpackMember(header, name, _archive.Slice(dataStart, (int)header.FileSize));
                if (error != Errno.None)
                {
                    return error;
                }
            }

            _position = (int)Math.Min(Align(dataStart + (int)header.FileSize), _archive.Length);
        }

        SetDirectoryTimes();
        return hasMember || _archive.IsEmpty ? Errno.None : Fail("no files");
    }

    private static int Align(int position) => (position + 3) & ~3;

    /// <summary>False at the end of the archive.</summary>
    private bool SkipZeros()
    {
        while (_position < _archive.Length && _archive[_position] == 0)
        {
            _position++;
        }

        return _position < _archive.Length;
    }

    private Result<CpioHeader> ReadHeader()
    {
        long left = _archive.Length - _position;
        if (left < CpioHeader.Size)
        {
            return Fail(_position == 0 ? "not a cpio archive (newc)" : "cut off in a header");
        }

        if (!CpioHeader.Parse(_archive[_position..]).Try(out CpioHeader header, out Errno error))
        {
            bool isGzip = _archive[_position] == 0x1F && _archive[_position + 1] == 0x8B;
            _problem = isGzip ? "compressed archives are not supported; use a plain cpio" : "not a cpio header (newc)";
            return error;
        }

        if (header.NameSize is 0 or > FileConstants.PATH_MAX)
        {
            return Fail("bad length of a name");
        }

        long data = ((long)CpioHeader.Size + header.NameSize + 3) & ~3L;
        if (_position % 4 != 0 || data + header.FileSize > left)
        {
            return Fail("cut off in a file");
        }

        ReadOnlySpan<byte> name = _archive.Slice(_position + CpioHeader.Size, (int)header.NameSize);
        return name[^1] == 0 && name.IndexOf((byte)0) == name.Length - 1 ? header : Fail("a name does not end with its null");
    }

    private Errno Fail(string problem)
    {
        _problem = problem;
        return Errno.EINVAL;
    }

    private Errno UnpackMember(in CpioHeader header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        // "/bin/sh", "./bin/sh" and "bin/sh" are the same file below the start; ".." would lead out of it.
        name = name.TrimStart((byte)'/');
        while (name.StartsWith("./"u8))
        {
            name = name[1..].TrimStart((byte)'/');
        }

        name = name.TrimEnd((byte)'/');
        name = name.IsEmpty ? "."u8 : name;
        if (HasDotDot(name))
        {
            return Fail("a name with '..'");
        }

        Errno error = CreateMember(header, name, data);
        if (error != Errno.None && _problem.Length == 0)
        {
            _problem = "cannot create '" + System.Text.Encoding.UTF8.GetString(name) + "'";
        }

        return error;
    }

    private static bool HasDotDot(ReadOnlySpan<byte> name)
    {
        while (!name.IsEmpty)
        {
            int slash = name.IndexOf((byte)'/');
            ReadOnlySpan<byte> component = slash < 0 ? name : name[..slash];
            if (component.SequenceEqual(".."u8))
            {
                return true;
            }

            name = slash < 0 ? default : name[(slash + 1)..];
        }

        return false;
    }

    private Errno CreateMember(in CpioHeader header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        switch (header.Type)
        {
            case StatMode.S_IFDIR:
                return CreateDirectory(header, name);
            case StatMode.S_IFREG:
                return CreateRegular(header, name, data);
            case StatMode.S_IFLNK:
                RemoveOld(name);
                Errno error = _view.MakeSymbolicLink(data, name);
                return error == Errno.None ? _view.ChangeOwner(name, header.UserId, header.GroupId, follow: false) : error;
            case StatMode.S_IFCHR or StatMode.S_IFBLK or StatMode.S_IFIFO or StatMode.S_IFSOCK:
                RemoveOld(name);
                error = _view.MakeNode(name, header.Mode, header.SpecialDevice);
                return error == Errno.None ? ApplyAttributes(header, name) : error;
            default:
                return Fail("a file of unknown type");
        }
    }

    private Errno CreateDirectory(in CpioHeader header, ReadOnlySpan<byte> name)
    {
        Errno error = _view.MakeDirectory(name, StatMode.S_IRWXU);
        if (error is not (Errno.None or Errno.EEXIST))
        {
            return error;
        }

        // Filling it changes its time, so that is set at the end.
        _directories.Add((name.ToArray(), header.ModifyTime));
        return ApplyAttributes(header, name);
    }

    private Errno CreateRegular(in CpioHeader header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        (ulong, uint) key = (header.Device, header.Inode);
        if (header.Links > 1 && _linked.TryGetValue(key, out byte[]? first))
        {
            // Of several names the archive gives the data to one, usually the last.
            RemoveOld(name);
            Errno linkError = _view.Link(_view, first, name, follow: false);
            return linkError == Errno.None && !data.IsEmpty ? WriteContent(header, name, data, OpenFlags.O_TRUNC) : linkError;
        }

        RemoveOld(name);
        Errno error = WriteContent(header, name, data, OpenFlags.O_CREAT | OpenFlags.O_EXCL);
        if (error == Errno.None && header.Links > 1)
        {
            _linked.Add(key, name.ToArray());
        }

        return error;
    }

    private Errno WriteContent(in CpioHeader header, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, OpenFlags flags)
    {
        if (header.HasChecksum && SumOf(data) != header.Checksum)
        {
            return Fail("wrong checksum of '" + System.Text.Encoding.UTF8.GetString(name) + "'");
        }

        if (!_view.Open(name, flags | OpenFlags.O_WRONLY, StatMode.S_IRUSR | StatMode.S_IWUSR).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            IoSource source = IoSource.Over(data);
            if (!file.Write(ref source, _view.Credentials).Try(out long count, out error)) return error;
            if (count != data.Length)
            {
                return Errno.ENOSPC;
            }
        }

        return ApplyAttributes(header, name);
    }

    /// <summary>A later member replaces an earlier one, but not a directory.</summary>
    private readonly void RemoveOld(ReadOnlySpan<byte> name) => _ = _view.Unlink(name);

    /// <summary>Owner before mode: changing the owner takes set-id bits away.</summary>
    private readonly Errno ApplyAttributes(in CpioHeader header, ReadOnlySpan<byte> name)
    {
        Errno error = _view.ChangeOwner(name, header.UserId, header.GroupId);
        error = error == Errno.None ? _view.ChangeMode(name, header.Mode) : error;
        return error == Errno.None ? SetTime(name, header.ModifyTime) : error;
    }

    private readonly Errno SetTime(ReadOnlySpan<byte> name, uint seconds)
    {
        Timespec time = new(seconds, 0);
        return _view.SetTimes(name, time, time, follow: false);
    }

    private readonly void SetDirectoryTimes()
    {
        foreach ((byte[] name, uint time) in _directories)
        {
            _ = SetTime(name, time);
        }
    }

    private static uint SumOf(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        foreach (byte value in data)
        {
            sum += value;
        }

        return sum;
    }
}
