// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Scheduling;
using Skift.Machine;

namespace Skift.Core.Devices.Loop;

public sealed partial class LoopDevice
{
    private const LoopFlags ConfigurableFlags =
        LoopFlags.LO_FLAGS_READ_ONLY | LoopFlags.LO_FLAGS_AUTOCLEAR | LoopFlags.LO_FLAGS_PARTSCAN | LoopFlags.LO_FLAGS_DIRECT_IO;

    /// <summary>What LOOP_SET_STATUS64 can set; of these it can take back LO_FLAGS_AUTOCLEAR only.</summary>
    private const LoopFlags SettableFlags = LoopFlags.LO_FLAGS_AUTOCLEAR | LoopFlags.LO_FLAGS_PARTSCAN;

    /// <returns>EINVAL for what it does not know; EPERM to change what was opened for reading, without CAP_SYS_ADMIN; then each request's own.</returns>
    public override Errno Control(uint request, ulong argument, bool isWriter)
    {
        VirtualAddress address = new(argument);
        switch (request)
        {
            case LoopIoctl.LOOP_SET_FD:
                return Bind(new LoopConfig { fd = (int)argument }, isWriter);
            case LoopIoctl.LOOP_CONFIGURE:
                return UserMemory.Read(address, out LoopConfig config) is var fault && fault != Errno.None ? fault : Bind(config, isWriter);
            case LoopIoctl.LOOP_CHANGE_FD:
                return Exchange((int)argument);
            case LoopIoctl.LOOP_CLR_FD:
                return Unbind();
            case LoopIoctl.LOOP_GET_STATUS64:
                if (argument == 0) return Errno.EINVAL;
                return GetStatus(out LoopInfo64 status) is var error && error != Errno.None ? error : UserMemory.Write(address, status);
            case LoopIoctl.LOOP_SET_STATUS64 or LoopIoctl.LOOP_SET_CAPACITY when !isWriter && !_caller.IsPrivileged:
                return Errno.EPERM;
            case LoopIoctl.LOOP_SET_STATUS64:
                return UserMemory.Read(address, out LoopInfo64 wanted) is var bad && bad != Errno.None ? bad : SetStatus(wanted);
            case LoopIoctl.LOOP_SET_CAPACITY:
                return SetCapacity();
            default:
                return Errno.EINVAL;
        }
    }

    /// <returns>EBADF, EBUSY if a file is bound, what <see cref="Check"/> says, EINVAL for flags and sizes of blocks, and as <see cref="CheckInfo"/>.</returns>
    private Errno Bind(in LoopConfig config, bool isWriter)
    {
        if (!_caller.FindFile(config.fd).Try(out OpenFile file, out Errno error)) return error;
        using (Mutex<Binding>.Guard binding = _binding.Lock())
        {
            error = binding.Value.File is not null ? Errno.EBUSY : Errno.None;
        }

        // Without the lock, which the check of a file that is a loop device itself takes.
        error = error == Errno.None ? Check(file) : error;
        bool isSizeRight = config.block_size is 0 or SectorSize;
        error = error == Errno.None && ((config.info.lo_flags & ~ConfigurableFlags) != 0 || !isSizeRight) ? Errno.EINVAL : error;
        error = error == Errno.None ? CheckInfo(config.info) : error;
        long size = error == Errno.None ? SizeOf(file) : 0;
        if (error == Errno.None)
        {
            using Mutex<Binding>.Guard binding = _binding.Lock();
            error = binding.Value.File is not null ? Errno.EBUSY : Errno.None;
            if (error == Errno.None)
            {
                bool isReadOnly = !file.CanWrite || !isWriter;
                binding.Value.Info = Kept(config.info, config.info.lo_flags | (isReadOnly ? LoopFlags.LO_FLAGS_READ_ONLY : 0));
                binding.Value.File = file;
                binding.Value.Sectors = SectorsOf(size, config.info);
                return Errno.None;
            }
        }

        file.Dispose();
        return error;
    }

    /// <summary>Another file of the same size for a device that is only read. ENXIO, EBADF, EINVAL.</summary>
    private Errno Exchange(int descriptor)
    {
        if (!_caller.FindFile(descriptor).Try(out OpenFile file, out Errno error)) return error;
        error = Check(file);
        long size = error == Errno.None ? SizeOf(file) : 0;
        OpenFile unused = file;
        using (Mutex<Binding>.Guard binding = _binding.Lock())
        {
            bool isSame = binding.Value.IsBound && binding.Value.Has(LoopFlags.LO_FLAGS_READ_ONLY) && SectorsOf(size, binding.Value.Info) == binding.Value.Sectors;
            error = !binding.Value.IsBound ? Errno.ENXIO : error == Errno.None && !isSame ? Errno.EINVAL : error;
            if (error == Errno.None)
            {
                unused = binding.Value.File!;
                binding.Value.File = file;
            }
        }

        unused.Dispose();
        return error;
    }

    /// <summary>The file goes with the last user of the device, who is at least the caller.</summary>
    private Errno Unbind()
    {
        using Mutex<Binding>.Guard binding = _binding.Lock();
        if (!binding.Value.IsBound)
        {
            return Errno.ENXIO;
        }

        binding.Value.Info.lo_flags |= LoopFlags.LO_FLAGS_AUTOCLEAR;
        binding.Value.IsEnding = binding.Value.Users == 1;
        return Errno.None;
    }

    private Errno GetStatus(out LoopInfo64 status)
    {
        status = default;
        OpenFile file;
        using (Mutex<Binding>.Guard binding = _binding.Lock())
        {
            if (!binding.Value.IsBound)
            {
                return Errno.ENXIO;
            }

            status = binding.Value.Info;
            file = binding.Value.File!.Acquire();
        }

        using (file)
        {
            status.lo_number = (uint)Index;
            status.lo_inode = file.Inode.Number;
            status.lo_device = file.Inode.FileSystem.DeviceNumber;
            status.lo_rdevice = file is BlockFile ? file.Inode.Device : status.lo_device;
            return Errno.None;
        }
    }

    private Errno SetStatus(in LoopInfo64 wanted)
    {
        using Mutex<Binding>.Guard binding = _binding.Lock();
        if (!binding.Value.IsBound)
        {
            return Errno.ENXIO;
        }

        Errno error = CheckInfo(wanted);
        if (error == Errno.None)
        {
            LoopFlags before = binding.Value.Info.lo_flags;
            LoopFlags flags = (wanted.lo_flags & SettableFlags) | (before & ~LoopFlags.LO_FLAGS_AUTOCLEAR);
            binding.Value.Info = Kept(wanted, flags);
            binding.Value.Sectors = SectorsOf(SizeOf(binding.Value.File!), wanted);
        }

        return error;
    }

    private Errno SetCapacity()
    {
        using Mutex<Binding>.Guard binding = _binding.Lock();
        if (!binding.Value.IsBound)
        {
            return Errno.ENXIO;
        }

        binding.Value.Sectors = SectorsOf(SizeOf(binding.Value.File!), binding.Value.Info);
        return Errno.None;
    }

    /// <summary>EBADF for the device itself, or one that leads to it; EINVAL for a device without a file, and for what is neither a file nor a disk.</summary>
    private Errno Check(OpenFile file)
    {
        if (file.IsPathOnly) return Errno.EBADF;
        OpenFile? at = file.Acquire();
        while (at is BlockFile { Device: LoopDevice other })
        {
            at.Dispose();
            if (other == this) return Errno.EBADF;
            using Mutex<Binding>.Guard binding = other._binding.Lock();
            at = binding.Value.IsBound ? binding.Value.File!.Acquire() : null;
            if (at is null) return Errno.EINVAL;
        }

        at.Dispose();
        return file is BlockFile || file.Inode.Type == StatMode.S_IFREG ? Errno.None : Errno.EINVAL;
    }

    /// <summary>EINVAL: no encryption; EOVERFLOW for places that no file has.</summary>
    private static Errno CheckInfo(in LoopInfo64 info)
    {
        if (info.lo_encrypt_type != 0) return Errno.EINVAL;
        return info.lo_offset > long.MaxValue || info.lo_sizelimit > long.MaxValue ? Errno.EOVERFLOW : Errno.None;
    }

    /// <summary>Of what a program says, what it is told again.</summary>
    private static LoopInfo64 Kept(in LoopInfo64 info, LoopFlags flags)
    {
        LoopInfo64 kept = new() { lo_offset = info.lo_offset, lo_sizelimit = info.lo_sizelimit, lo_flags = flags, lo_file_name = info.lo_file_name };
        kept.lo_file_name[LoopName.Length - 1] = 0;
        return kept;
    }

    private static long SizeOf(OpenFile file) => file is BlockFile { Device: BlockDevice disk } ? disk.SectorCount * SectorSize : file.Inode.Attributes.Size;

    private static long SectorsOf(long size, in LoopInfo64 info)
    {
        long rest = Math.Max(0, size - (long)info.lo_offset);
        return (info.lo_sizelimit == 0 ? rest : Math.Min(rest, (long)info.lo_sizelimit)) / SectorSize;
    }
}
