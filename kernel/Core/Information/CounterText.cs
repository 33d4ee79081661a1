// SPDX-License-Identifier: MIT
using System.Text;
using Skift.Machine;

namespace Skift.Core.Information;

/// <summary><c>/proc/skift</c>: counters that no file of Linux has. A name and numbers a line; times in microseconds.</summary>
internal static class CounterText
{
    private const long Microsecond = 1000;

    internal static string Create()
    {
        StringBuilder text = new();
        CollectionCounters counters = Collections.Counters;
        _ = text.Append($"cpus {Cpu.OnlineCount}\n");
        _ = text.Append($"interrupts_between_cpus {Cpu.KickCount}\n");
        _ = text.Append($"tlb_shootdowns {Cpu.ShootdownCount}\n");
        _ = text.Append($"collections {counters.Count}\n");
        _ = text.Append($"collection_pauses {counters.TotalPause / Microsecond}\n");
        _ = text.Append($"heap_bytes {counters.HeapBytes}\n");
        _ = text.Append($"heap_live_bytes {counters.LiveBytes}\n");
        _ = text.Append($"heap_allocated_bytes {counters.AllocatedBytes}\n");
        for (int i = 0; Collections.TryGetLongest(i, out CollectionRecord record); i++)
        {
            long total = record.Stop + record.Roots + record.Mark + record.Sweep;
            _ = text.Append($"long_collection at {record.Start / Microsecond} pause {total / Microsecond} stop {record.Stop / Microsecond} ");
            _ = text.Append($"roots {record.Roots / Microsecond} mark {record.Mark / Microsecond} sweep {record.Sweep / Microsecond} live {record.LiveBytes}\n");
        }

        return text.ToString();
    }
}
