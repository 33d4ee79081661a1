// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Core.Processes;
using Skift.Core.Scheduling;

namespace Skift.Core.Devices.Loop;

/// <summary>A disk whose sectors are those of a file; of none until LOOP_SET_FD or LOOP_CONFIGURE binds one.</summary>
/// <remarks>Requests are in LoopDevice.Control.cs.</remarks>
public sealed partial class LoopDevice : BlockDevice
{
    private const uint Major = 7;

    private readonly LoopCaller _caller;
    private readonly Mutex<Binding> _binding = new(default);

    internal LoopDevice(int index, LoopCaller caller)
    {
        Index = index;
        _caller = caller;
    }

    private struct Binding
    {
        /// <summary>Null while no file is bound; held.</summary>
        internal OpenFile? File;
        internal LoopInfo64 Info;
        internal long Sectors;

        /// <summary>Open files of the device, and file systems on it.</summary>
        internal int Users;

        /// <summary>LOOP_CLR_FD has come: nothing more is asked of it until the last user is gone.</summary>
        internal bool IsEnding;

        /// <summary>LOOP_CTL_REMOVE has taken it away.</summary>
        internal bool IsRetired;

        internal readonly bool IsBound => File is not null && !IsEnding;

        internal readonly bool Has(LoopFlags flag) => (Info.lo_flags & flag) != 0;
    }

    public override string Name => "loop" + Index.ToString();

    public override ulong Number => DeviceNumber.Make(Major, (uint)Index);

    internal int Index { get; }

    public override long SectorCount
    {
        get
        {
            using Mutex<Binding>.Guard binding = _binding.Lock();
            return binding.Value.Sectors;
        }
    }

    public override bool IsReadOnly
    {
        get
        {
            using Mutex<Binding>.Guard binding = _binding.Lock();
            return binding.Value.Has(LoopFlags.LO_FLAGS_READ_ONLY);
        }
    }

    internal bool IsFree
    {
        get
        {
            using Mutex<Binding>.Guard binding = _binding.Lock();
            return binding.Value.File is null && !binding.Value.IsRetired;
        }
    }

    /// <summary>ENXIO for one that was removed.</summary>
    public override Errno AddUser()
    {
        using Mutex<Binding>.Guard binding = _binding.Lock();
        if (binding.Value.IsRetired)
        {
            return Errno.ENXIO;
        }

        binding.Value.Users++;
        return Errno.None;
    }

    public override void RemoveUser()
    {
        OpenFile? file = null;
        using (Mutex<Binding>.Guard binding = _binding.Lock())
        {
            binding.Value.Users--;
            if (binding.Value.Users == 0 && binding.Value.File is not null && binding.Value.Has(LoopFlags.LO_FLAGS_AUTOCLEAR))
            {
                file = binding.Value.File;
                binding.Value = default;
            }
        }

        // Closing may end in anything, even in the last use of another loop device.
        file?.Dispose();
    }

    public override Errno Read(long sector, Span<byte> destination)
    {
        if (!Hold(sector, destination.Length, out long offset).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            while (!destination.IsEmpty)
            {
                IoSink sink = IoSink.Over(destination);
                if (!file.ReadAt(ref sink, offset).Try(out long count, out _)) return Errno.EIO;
                if (count == 0)
                {
                    // The file has become shorter since: Linux reads zeros.
                    destination.Clear();
                    break;
                }

                destination = destination[(int)count..];
                offset += count;
            }
        }

        return Errno.None;
    }

    public override Errno Write(long sector, ReadOnlySpan<byte> source)
    {
        if (IsReadOnly) return Errno.EROFS;
        if (!Hold(sector, source.Length, out long offset).Try(out OpenFile file, out Errno error)) return error;
        using (file)
        {
            while (!source.IsEmpty)
            {
                IoSource data = IoSource.Over(source);
                if (!file.WriteAt(ref data, offset, Credentials.Root).Try(out long count, out error)) return error == Errno.ENOSPC ? error : Errno.EIO;
                if (count == 0) return Errno.EIO;
                source = source[(int)count..];
                offset += count;
            }
        }

        return Errno.None;
    }

    public override Errno Flush() => Hold(0, 0, out _).Try(out OpenFile file, out _) ? Synchronize(file) : Errno.None;

    /// <summary>LOOP_CTL_REMOVE: whether it can go, for nobody uses it; then nobody will.</summary>
    internal bool Retire()
    {
        using Mutex<Binding>.Guard binding = _binding.Lock();
        binding.Value.IsRetired |= binding.Value.Users == 0 && binding.Value.File is null;
        return binding.Value.IsRetired;
    }

    private static Errno Synchronize(OpenFile file)
    {
        using (file)
        {
            return file.Synchronize();
        }
    }

    /// <summary>The bound file, and where in it a sector lies. EIO if there is none, or no such sectors any more.</summary>
    private Result<OpenFile> Hold(long sector, int length, out long offset)
    {
        using Mutex<Binding>.Guard binding = _binding.Lock();
        offset = (long)binding.Value.Info.lo_offset + (sector * SectorSize);
        return binding.Value.File is not OpenFile file || sector > binding.Value.Sectors - (length / SectorSize) ? Errno.EIO : file.Acquire();
    }
}
