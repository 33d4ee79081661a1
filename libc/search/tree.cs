// SPDX-License-Identifier: MIT
using System.Runtime;

namespace Skift.Libc;

/// <summary>search.h: binary search trees (POSIX.1-2008 tsearch()), kept in balance as treaps: a node's priority comes from its address.</summary>
public static unsafe partial class C
{
    /// <summary>The key comes first: programs read it through the node's address.</summary>
    private struct TreeNode
    {
        public void* Key;
        public TreeNode* Left;
        public TreeNode* Right;
    }

    [RuntimeExport("tfind")]
    public static void* tfind(void* key, void** root, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        TreeNode* node = root == null ? null : (TreeNode*)*root;
        while (node != null)
        {
            int order = compare(key, node->Key);
            if (order == 0)
            {
                return node;
            }

            node = order < 0 ? node->Left : node->Right;
        }

        return null;
    }

    /// <summary>The node with the key, made if there is none; null without memory.</summary>
    [RuntimeExport("tsearch")]
    public static void* tsearch(void* key, void** root, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        if (root == null)
        {
            return null;
        }

        void* found = tfind(key, root, compare);
        if (found != null)
        {
            return found;
        }

        TreeNode* added = (TreeNode*)malloc((nuint)sizeof(TreeNode));
        if (added == null)
        {
            return null;
        }

        // Down to the first node of less priority, which is split between the new node's two sides.
        added->Key = key;
        TreeNode** link = (TreeNode**)root;
        while (*link != null && Priority(*link) >= Priority(added))
        {
            link = compare(key, (*link)->Key) < 0 ? &(*link)->Left : &(*link)->Right;
        }

        TreeNode* rest = *link;
        TreeNode** left = &added->Left;
        TreeNode** right = &added->Right;
        *link = added;
        while (rest != null)
        {
            if (compare(key, rest->Key) < 0)
            {
                *right = rest;
                right = &rest->Left;
                rest = rest->Left;
            }
            else
            {
                *left = rest;
                left = &rest->Right;
                rest = rest->Right;
            }
        }

        *left = null;
        *right = null;
        return added;
    }

    /// <summary>The parent of the node that went; the root's parent is some address that is not null. Null if there was no such node.</summary>
    [RuntimeExport("tdelete")]
    public static void* tdelete(void* key, void** root, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void*, int> compare)
    {
        TreeNode** link = root == null ? null : (TreeNode**)root;
        void* parent = root;
        if (link == null)
        {
            return null;
        }

        while (*link != null)
        {
            int order = compare(key, (*link)->Key);
            if (order == 0)
            {
                TreeNode* gone = *link;
                Join(link, gone->Left, gone->Right);
                free(gone);
                return parent;
            }

            parent = *link;
            link = order < 0 ? &(*link)->Left : &(*link)->Right;
        }

        return null;
    }

    /// <summary>Calls with preorder 0, postorder 1, endorder 2 and leaf 3.</summary>
    [RuntimeExport("twalk")]
    public static void twalk(void* root, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, int, int, void> action)
    {
        if (root != null && action != null)
        {
            Walk((TreeNode*)root, action, 0);
        }
    }

    [RuntimeExport("tdestroy")]
    public static void tdestroy(void* root, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, void> release)
    {
        TreeNode* node = (TreeNode*)root;
        while (node != null)
        {
            tdestroy(node->Left, release);
            TreeNode* next = node->Right;
            if (release != null)
            {
                release(node->Key);
            }

            free(node);
            node = next;
        }
    }

    private static ulong Priority(TreeNode* node)
    {
        ulong bits = (ulong)node * 0x9E3779B97F4A7C15;
        return bits ^ (bits >> 29);
    }

    private static void Join(TreeNode** link, TreeNode* left, TreeNode* right)
    {
        while (left != null && right != null)
        {
            if (Priority(left) > Priority(right))
            {
                *link = left;
                link = &left->Right;
                left = left->Right;
            }
            else
            {
                *link = right;
                link = &right->Left;
                right = right->Left;
            }
        }

        *link = left == null ? right : left;
    }

    private static void Walk(TreeNode* node, delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, int, int, void> action, int depth)
    {
        const int Preorder = 0, Postorder = 1, Endorder = 2, Leaf = 3;
        if (node->Left == null && node->Right == null)
        {
            action(node, Leaf, depth);
            return;
        }

        action(node, Preorder, depth);
        if (node->Left != null)
        {
            Walk(node->Left, action, depth + 1);
        }

        action(node, Postorder, depth);
        if (node->Right != null)
        {
            Walk(node->Right, action, depth + 1);
        }

        action(node, Endorder, depth);
    }
}
