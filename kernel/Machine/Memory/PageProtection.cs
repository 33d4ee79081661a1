// SPDX-License-Identifier: MIT
using System;

namespace Skift.Machine;

/// <summary>What user code may do with a page. The bits are those of <c>PROT_*</c> in mmap(2).</summary>
/// <remarks>x86 cannot express write or execute without read (Intel SDM vol. 3A §4.6): either grants reading too.</remarks>
[Flags]
public enum PageProtection
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
}
