// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Scheduling;

namespace Skift.Core.Devices.Loop;

/// <summary>Files as disks: <c>/dev/loop0</c> and so on (<c>loop(4)</c>), and <c>/dev/loop-control</c>, which finds or makes a free one.</summary>
public sealed class LoopDevices : CharacterDevice
{
    /// <summary>As many as Linux has from the beginning.</summary>
    private const int FirstCount = 8;

    private const int HighestIndex = 0xFFFFF;
    private const uint MiscellaneousMajor = 10;
    private const uint ControlMinor = 237;

    private readonly DeviceTable _table;
    private readonly LoopCaller _caller;

    /// <summary>In the order of their indices.</summary>
    private readonly Mutex<List<LoopDevice>> _devices = new([]);

    private LoopDevices(DeviceTable table, LoopCaller caller)
    {
        _table = table;
        _caller = caller;
    }

    public override string Name => "loop-control";

    public override ulong Number => DeviceNumber.Make(MiscellaneousMajor, ControlMinor);

    public override StatMode Permissions => StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IRGRP | StatMode.S_IWGRP;

    /// <summary>Registers the first devices and the one that makes more.</summary>
    public static void Register(DeviceTable table, LoopCaller caller)
    {
        LoopDevices all = new(table, caller);
        _ = table.Register(all);
        for (int index = 0; index < FirstCount; index++)
        {
            _ = all.Add(index);
        }
    }

    /// <summary>Requests to <c>/dev/loop-control</c>; the argument is an index.</summary>
    /// <returns>The index, or 0 for one that was removed; EEXIST and EBUSY as they say, EINVAL for a negative one, ENODEV for one that is not there; ENOSYS for other requests.</returns>
    public override Result<long> Control(uint request, ulong argument) => request switch
    {
        LoopIoctl.LOOP_CTL_ADD => Add((int)argument),
        LoopIoctl.LOOP_CTL_REMOVE => Remove((int)argument),
        LoopIoctl.LOOP_CTL_GET_FREE => FindFree(),
        _ => Errno.ENOSYS,
    };

    /// <summary>With a negative index the first that is not there.</summary>
    private Result<long> Add(int index)
    {
        if (index > HighestIndex)
        {
            return Errno.EINVAL;
        }

        using Mutex<List<LoopDevice>>.Guard devices = _devices.Lock();
        return AddTo(devices.Value, index);
    }

    private Result<long> AddTo(List<LoopDevice> devices, int index)
    {
        int place = 0;
        int wanted = index < 0 ? 0 : index;
        while (place < devices.Count && devices[place].Index <= wanted)
        {
            if (devices[place].Index == wanted)
            {
                if (index >= 0) return Errno.EEXIST;
                wanted++;
            }

            place++;
        }

        LoopDevice device = new(wanted, _caller);
        Errno error = _table.Register(device);
        if (error != Errno.None) return error;
        devices.Insert(place, device);
        return (long)wanted;
    }

    private Result<long> Remove(int index)
    {
        if (index < 0)
        {
            return Errno.EINVAL;
        }

        using Mutex<List<LoopDevice>>.Guard devices = _devices.Lock();
        int place = devices.Value.FindIndex(device => device.Index == index);
        if (place < 0)
        {
            return Errno.ENODEV;
        }

        LoopDevice found = devices.Value[place];
        if (!found.Retire())
        {
            return Errno.EBUSY;
        }

        _table.Unregister(found);
        devices.Value.RemoveAt(place);
        return 0;
    }

    private Result<long> FindFree()
    {
        using Mutex<List<LoopDevice>>.Guard devices = _devices.Lock();
        foreach (LoopDevice device in devices.Value)
        {
            if (device.IsFree) return (long)device.Index;
        }

        return AddTo(devices.Value, -1);
    }
}
