<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>A desktop console for Microsoft Hyper-V, from any client.</source>
        <translation>适用于任何客户端的 Microsoft Hyper-V 桌面控制台。</translation>
    </message>
    <message>
        <source>About HV Console</source>
        <translation>关于 HV Console</translation>
    </message>
    <message>
        <source>Copy Versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>基于 MIT 许可证的自由软件。</translation>
    </message>
    <message>
        <source>HV Console %1</source>
        <translation>HV Console %1</translation>
    </message>
</context>
<context>
    <name>AccountEntryDialog</name>
    <message>
        <source>Credentials of %1</source>
        <translation>%1 的凭据</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>帐户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>&amp;Keep the password in the system&apos;s keyring</source>
        <translation>将密码保存在系统密钥环中(&amp;K)</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>身份验证</translation>
    </message>
    <message>
        <source>as each host says</source>
        <translation>按各主机的设置</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>Host:</source>
        <translation>主机：</translation>
    </message>
    <message>
        <source>Accou&amp;nt:</source>
        <translation>帐户(&amp;N)：</translation>
    </message>
    <message>
        <source>A&amp;uthentication:</source>
        <translation>身份验证(&amp;U)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>This computer has no keyring; the password is kept until you quit.</source>
        <translation>此计算机没有密钥环；密码只保留到退出为止。</translation>
    </message>
    <message>
        <source>Save and Connect</source>
        <translation>保存并连接</translation>
    </message>
    <message>
        <source>For the hosts in this folder and below that have no account of their own. The password is kept once, for all of them.</source>
        <translation>用于此文件夹及其下级中没有自己帐户的主机。密码只为它们共同保存一次。</translation>
    </message>
    <message>
        <source>The host&apos;s own account; empty takes that of its folder.</source>
        <translation>主机自己的帐户；留空则使用其文件夹的帐户。</translation>
    </message>
    <message>
        <source>Without an account here, each host needs one of its own.</source>
        <translation>此处没有帐户时，每台主机都需要自己的帐户。</translation>
    </message>
    <message>
        <source>Taken from the folder %1: %2</source>
        <translation>取自文件夹 %1：%2</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;About HV Console</source>
        <translation>关于 HV Console(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Add Host…</source>
        <translation>添加主机(&amp;A)…</translation>
    </message>
    <message>
        <source>For&amp;get Password…</source>
        <translation>忘记密码(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Cancel Operation</source>
        <translation>取消操作(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Connect Host</source>
        <translation>连接主机(&amp;C)</translation>
    </message>
    <message>
        <source>Shut Down &amp;with Reason…</source>
        <translation>关机并说明原因(&amp;W)…</translation>
    </message>
    <message>
        <source>Copy &amp;File into Guest…</source>
        <translation>将文件复制到来宾(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Heartbeat Watch…</source>
        <translation>检测信号监视(&amp;H)…</translation>
    </message>
    <message>
        <source>Ta&amp;gs…</source>
        <translation>标记(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>连接(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Enhanced Session</source>
        <translation>增强会话(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Basic Session</source>
        <translation>基本会话(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;RDP to the Guest&apos;s Address</source>
        <translation>RDP 到来宾的地址(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;SSH in a Terminal</source>
        <translation>在终端中使用 SSH(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;tart and Connect</source>
        <translation>启动并连接(&amp;T)</translation>
    </message>
    <message>
        <source>Session &amp;Options…</source>
        <translation>会话选项(&amp;O)…</translation>
    </message>
    <message>
        <source>Session &amp;Programs…</source>
        <translation>会话程序(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Why No Session?…</source>
        <translation>为什么没有会话？(&amp;W)…</translation>
    </message>
    <message>
        <source>Console &amp;Access…</source>
        <translation>控制台访问权限(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Ctrl+Alt+Del</source>
        <translation>Ctrl+Alt+Del(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Type Text or the Clipboard…</source>
        <translation>输入文本或剪贴板内容(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Allow Enhanced Sessions</source>
        <translation>允许增强会话(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Forbid Enhanced Sessions</source>
        <translation>禁止增强会话(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Disconnect Host</source>
        <translation>断开主机连接(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Virtual Machines</source>
        <translation>虚拟机(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Integration Services</source>
        <translation>集成服务(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Profiles</source>
        <translation>配置规则(&amp;P)</translation>
    </message>
    <message>
        <source>Connect &amp;As</source>
        <translation>连接方式(&amp;A)</translation>
    </message>
    <message>
        <source>Send &amp;Keys</source>
        <translation>发送按键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Enhanced Sessions</source>
        <translation>增强会话(&amp;E)</translation>
    </message>
    <message>
        <source>Fo&amp;lder</source>
        <translation>文件夹(&amp;L)</translation>
    </message>
    <message>
        <source>Copy List &amp;As</source>
        <translation>将列表复制为(&amp;A)</translation>
    </message>
    <message>
        <source>Sa&amp;ved Views</source>
        <translation>已保存的视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Edit Host…</source>
        <translation>编辑主机(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Next Pane</source>
        <translation>下一个窗格(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Change Crede&amp;ntials…</source>
        <translation>更改凭据(&amp;N)…</translation>
    </message>
    <message>
        <source>Cer&amp;tificate…</source>
        <translation>证书(&amp;T)…</translation>
    </message>
    <message>
        <source>Connection D&amp;octor…</source>
        <translation>连接诊断(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Forbid Changes (Read-Only)</source>
        <translation>禁止更改（只读）(&amp;F)</translation>
    </message>
    <message>
        <source>A&amp;llow Changes</source>
        <translation>允许更改(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Go To…</source>
        <translation>转到(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Screens</source>
        <translation>屏幕(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;What Reading Costs…</source>
        <translation>读取开销(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>刷新(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Reset Layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Try the Demo</source>
        <translation>试用演示(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤消(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Why Can&apos;t I Connect?</source>
        <translation>为什么无法连接？(&amp;W)</translation>
    </message>
    <message>
        <source>Copy Operation as &amp;PowerShell</source>
        <translation>将操作复制为 PowerShell(&amp;P)</translation>
    </message>
    <message>
        <source>H&amp;ost</source>
        <translation>主机(&amp;O)</translation>
    </message>
    <message>
        <source>Pre&amp;vious Pane</source>
        <translation>上一个窗格(&amp;V)</translation>
    </message>
    <message>
        <source>R&amp;estart</source>
        <translation>重新启动(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;move Host…</source>
        <translation>删除主机(&amp;M)…</translation>
    </message>
    <message>
        <source>Refresh &amp;All Hosts</source>
        <translation>刷新所有主机(&amp;A)</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>继续(&amp;U)</translation>
    </message>
    <message>
        <source>Rese&amp;t…</source>
        <translation>重置(&amp;T)…</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>Show or Hide &amp;Activity</source>
        <translation>显示或隐藏活动(&amp;A)</translation>
    </message>
    <message>
        <source>Show or Hide &amp;Hosts</source>
        <translation>显示或隐藏主机(&amp;H)</translation>
    </message>
    <message>
        <source>Show or Hide &amp;Properties</source>
        <translation>显示或隐藏属性(&amp;P)</translation>
    </message>
    <message>
        <source>Shut &amp;Down</source>
        <translation>关机(&amp;D)</translation>
    </message>
    <message>
        <source>Turn &amp;Off…</source>
        <translation>强行关闭(&amp;O)…</translation>
    </message>
    <message>
        <source>Virtual &amp;Machine</source>
        <translation>虚拟机(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Import Hosts…</source>
        <translation>导入主机(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport Hosts…</source>
        <translation>导出主机(&amp;X)…</translation>
    </message>
    <message>
        <source>Fa&amp;vourite</source>
        <translation>收藏(&amp;V)</translation>
    </message>
    <message>
        <source>Ta&amp;gs, Colour and Notes…</source>
        <translation>标签、颜色和备注(&amp;G)…</translation>
    </message>
    <message>
        <source>Move to &amp;Folder…</source>
        <translation>移动到文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;New Folder…</source>
        <translation>新建文件夹(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Rename Folder…</source>
        <translation>重命名文件夹(&amp;R)…</translation>
    </message>
    <message>
        <source>Re&amp;move Folder…</source>
        <translation>删除文件夹(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Save View…</source>
        <translation>保存视图(&amp;S)…</translation>
    </message>
    <message>
        <source>Export &amp;List…</source>
        <translation>导出列表(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;CSV</source>
        <translation>CSV(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>JSON(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Markdown</source>
        <translation>Markdown(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Manage Views…</source>
        <translation>管理视图(&amp;M)…</translation>
    </message>
</context>
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy as PowerShell</source>
        <translation>复制为 PowerShell</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详细信息…</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
</context>
<context>
    <name>AdapterCard</name>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change the network of %1</source>
        <translation>更改 %1 的网络</translation>
    </message>
</context>
<context>
    <name>AddHostDialog</name>
    <message>
        <source>Add Host</source>
        <translation>添加主机</translation>
    </message>
    <message>
        <source>Cancel Te&amp;st</source>
        <translation>取消测试(&amp;S)</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>已连接到 %1。</translation>
    </message>
    <message>
        <source>Connected to %1: %2</source>
        <translation>已连接到 %1：%2</translation>
    </message>
    <message>
        <source>Edit Host</source>
        <translation>编辑主机</translation>
    </message>
    <message>
        <source>Keep the password in the &amp;system&apos;s keyring</source>
        <translation>将密码保存在系统密钥环中(&amp;S)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Find Out &amp;Why…</source>
        <translation>查明原因(&amp;W)…</translation>
    </message>
    <message>
        <source>Signing in to %1…</source>
        <translation>正在登录 %1…</translation>
    </message>
    <message>
        <source>Te&amp;st Connection</source>
        <translation>测试连接(&amp;S)</translation>
    </message>
    <message>
        <source>This computer has no keyring; the password is kept until you quit.</source>
        <translation>此计算机没有密钥环；密码只保留到退出为止。</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
</context>
<context>
    <name>Budget</name>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Requests/min</source>
        <translation>请求/分钟</translation>
    </message>
    <message>
        <source>Traffic/min</source>
        <translation>流量/分钟</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>States take</source>
        <translation>读状态用时</translation>
    </message>
    <message>
        <source>Read every</source>
        <translation>读取间隔</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Guest names</source>
        <translation>来宾名称</translation>
    </message>
    <message>
        <source>Adapters and disks</source>
        <translation>网络适配器和磁盘</translation>
    </message>
    <message>
        <source>less often than every %1, because the host is slow</source>
        <translation>比每 %1 一次更少，因为主机较慢</translation>
    </message>
    <message>
        <source>less often than every %1, because other hosts had to be read first</source>
        <translation>比每 %1 一次更少，因为要先读取其他主机</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>under %1</source>
        <translation>低于 %1</translation>
    </message>
    <message>
        <source>%1 requests and %2 a minute; the host answers us %3 of the time</source>
        <translation>每分钟 %1 个请求，%2；主机有 %3 的时间在回答我们</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>每 %1 一次</translation>
    </message>
    <message>
        <source>the last one took %1</source>
        <translation>最近一次用时 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 次失败</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; tried again in %2</source>
        <translation>%1；%2后重试</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>CentrePanel</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>CentreViews</name>
    <message>
        <source>Virtual machines</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>配置规则</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>屏幕</translation>
    </message>
</context>
<context>
    <name>CertificateButton</name>
    <message>
        <source>Certi&amp;ficate…</source>
        <translation>证书(&amp;F)…</translation>
    </message>
</context>
<context>
    <name>CertificateChangedDialog</name>
    <message>
        <source>Console certificate changed</source>
        <translation>控制台证书已更改</translation>
    </message>
    <message>
        <source>The console certificate of %1 has changed.</source>
        <translation>%1 的控制台证书已更改。</translation>
    </message>
    <message>
        <source>The session was stopped. Somebody may stand between you and the host, or the host was installed anew or renewed its certificate. Ask whoever keeps the host.</source>
        <translation>会话已停止。可能有人介于您与主机之间，或者主机已重新安装或更新了证书。请询问主机的管理者。</translation>
    </message>
    <message>
        <source>Trusted:</source>
        <translation>已信任：</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>现在：</translation>
    </message>
    <message>
        <source>Forget the old one only when you know why it changed; then connect again.</source>
        <translation>只有在知道更改原因时才忘记旧证书；然后重新连接。</translation>
    </message>
    <message>
        <source>Forget the Old One</source>
        <translation>忘记旧证书</translation>
    </message>
</context>
<context>
    <name>CertificateFacts</name>
    <message>
        <source>Issued to:</source>
        <translation>颁发给：</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>其自身</translation>
    </message>
    <message>
        <source>Issued by:</source>
        <translation>颁发者：</translation>
    </message>
    <message>
        <source>For:</source>
        <translation>用于：</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Valid:</source>
        <translation>有效期：</translation>
    </message>
</context>
<context>
    <name>CertificateTrustDialog</name>
    <message>
        <source>Console certificate</source>
        <translation>控制台证书</translation>
    </message>
    <message>
        <source>Trust the console certificate of %1?</source>
        <translation>信任 %1 的控制台证书吗？</translation>
    </message>
    <message>
        <source>Consoles have a certificate of their own, mostly made by the host itself, so nobody vouches for it. Compare the fingerprint with the host&apos;s, then trust it once. You are asked again only when it changes.</source>
        <translation>控制台有自己的证书，通常由主机自行生成，因此没有人为其担保。请将指纹与主机上的指纹比较，然后信任一次。只有证书更改时才会再次询问。</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256：</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>The host does not tell this fingerprint itself.</source>
        <translation>主机没有告知此指纹。</translation>
    </message>
    <message>
        <source>✓ The host tells the same fingerprint over the signed-in connection.</source>
        <translation>✓ 主机通过已登录的连接告知了相同的指纹。</translation>
    </message>
    <message>
        <source>⚠ The host tells another fingerprint over the signed-in connection.</source>
        <translation>⚠ 主机通过已登录的连接告知了不同的指纹。</translation>
    </message>
</context>
<context>
    <name>Clients</name>
    <message>
        <source>It is handed the host&apos;s password through a pipe.</source>
        <translation>主机密码通过管道交给它。</translation>
    </message>
    <message>
        <source>It asks you for the password itself.</source>
        <translation>它自己向您询问密码。</translation>
    </message>
    <message>
        <source>Shows: %1.</source>
        <translation>可显示：%1。</translation>
    </message>
    <message>
        <source>Shows: %1; consoles only through the adapter.</source>
        <translation>可显示：%1；控制台只能通过适配器。</translation>
    </message>
    <message>
        <source>It uses the account that is signed in to this computer.</source>
        <translation>它使用登录本机的账户。</translation>
    </message>
</context>
<context>
    <name>Colours</name>
    <message>
        <source>No colour</source>
        <translation>无颜色</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Concerned</source>
        <translation>涉及对象</translation>
    </message>
</context>
<context>
    <name>ConnectHelp</name>
    <message>
        <source>1. Windows Remote Management runs on the host</source>
        <translation>1. 主机上运行着 Windows 远程管理</translation>
    </message>
    <message>
        <source>2. The account may manage Hyper-V</source>
        <translation>2. 帐户有权管理 Hyper-V</translation>
    </message>
    <message>
        <source>3. The way is open</source>
        <translation>3. 网络畅通</translation>
    </message>
    <message>
        <source>4. The account is written in full</source>
        <translation>4. 帐户名书写完整</translation>
    </message>
    <message>
        <source>An administrator of the host may. Any other account needs to be in two groups, here by their numbers because their names differ by language:</source>
        <translation>主机的管理员已有此权限。其他帐户需要加入两个组；组名因语言而异，因此这里用编号表示：</translation>
    </message>
    <message>
        <source>Neither side needs to be in a domain. Write DOMAIN\name for an account of a domain and HOST\name for one of the host itself. NTLM encrypts all messages, also without TLS.</source>
        <translation>双方都无需加入域。域帐户写作 域\名称，主机本地帐户写作 主机\名称。即使不用 TLS，NTLM 也会加密所有消息。</translation>
    </message>
    <message>
        <source>Port 5985 (5986 with TLS) passes the firewalls on the way. On a Windows computer this shows whether it does:</source>
        <translation>沿途的防火墙放行端口 5985（使用 TLS 时为 5986）。在 Windows 计算机上可以这样检查：</translation>
    </message>
    <message>
        <source>Windows Server has it on. On Windows 10 and 11, run this once as an administrator:</source>
        <translation>Windows Server 默认已启用。在 Windows 10 和 11 上，请以管理员身份运行一次：</translation>
    </message>
</context>
<context>
    <name>ConnectHelpDialog</name>
    <message>
        <source>The connection doctor finds out which of these is missing: “Find Out Why…” where a host could not be reached, or the menu “Host”.</source>
        <translation>连接诊断会查明缺少其中哪一项：在无法连接主机时使用“查明原因…”，或使用“主机”菜单。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>Why Can&apos;t I Connect?</source>
        <translation>为什么无法连接？</translation>
    </message>
</context>
<context>
    <name>ConnectionDoctorDialog</name>
    <message>
        <source>Connection Doctor</source>
        <translation>连接诊断</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>✓ All is in order: this host can be managed.</source>
        <translation>✓ 一切正常：可以管理此主机。</translation>
    </message>
    <message>
        <source>It stops at “%1”. The cause and what to do stand below.</source>
        <translation>在“%1”处停止。原因和处理办法见下方。</translation>
    </message>
    <message>
        <source>This host can be managed, but look at “%1” below.</source>
        <translation>可以管理此主机，但请查看下方的“%1”。</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>已中途停止。</translation>
    </message>
    <message>
        <source>Run &amp;Again</source>
        <translation>再次运行(&amp;A)</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>&amp;Copy Report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
</context>
<context>
    <name>ConsoleAccessDialog</name>
    <message>
        <source>Console access</source>
        <translation>控制台访问权限</translation>
    </message>
    <message>
        <source>Who may open the console</source>
        <translation>谁可以打开控制台</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Account or group</source>
        <translation>帐户或组</translation>
    </message>
    <message>
        <source>&amp;Grant</source>
        <translation>授予(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Revoke</source>
        <translation>撤销(&amp;R)</translation>
    </message>
    <message>
        <source>✓ %1 may</source>
        <translation>✓ %1 可以</translation>
    </message>
    <message>
        <source>✗ %1 is denied</source>
        <translation>✗ %1 被拒绝</translation>
    </message>
    <message>
        <source>Nobody is listed: administrators of Hyper-V may in any case.</source>
        <translation>列表为空：Hyper-V 管理员始终可以。</translation>
    </message>
    <message>
        <source>Changing…</source>
        <translation>正在更改…</translation>
    </message>
    <message>
        <source>Accounts and groups that may open this console beside administrators.</source>
        <translation>除管理员之外可以打开此控制台的帐户和组。</translation>
    </message>
</context>
<context>
    <name>CopyFileDialog</name>
    <message>
        <source>Copy a file into %1</source>
        <translation>将文件复制到 %1</translation>
    </message>
    <message>
        <source>A file on the &amp;host</source>
        <translation>主机上的文件(&amp;H)</translation>
    </message>
    <message>
        <source>A file of &amp;this computer</source>
        <translation>此计算机上的文件(&amp;T)</translation>
    </message>
    <message>
        <source>File on the host</source>
        <translation>主机上的文件</translation>
    </message>
    <message>
        <source>File of this computer</source>
        <translation>此计算机上的文件</translation>
    </message>
    <message>
        <source>Shared folder, as this computer reaches it</source>
        <translation>共享文件夹（此计算机的访问路径）</translation>
    </message>
    <message>
        <source>The same folder, as the host sees it</source>
        <translation>同一文件夹（主机看到的路径）</translation>
    </message>
    <message>
        <source>Destination in the guest</source>
        <translation>来宾中的目标</translation>
    </message>
    <message>
        <source>&amp;Replace a file that is there</source>
        <translation>替换已有的文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Create missing folders</source>
        <translation>创建缺少的文件夹(&amp;C)</translation>
    </message>
    <message>
        <source>The file is put into a folder of its own there first, and removed at the end. Both paths name the same folder.</source>
        <translation>文件会先放入那里的一个专用文件夹，结束后删除。两个路径指的是同一个文件夹。</translation>
    </message>
    <message>
        <source>Source:</source>
        <translation>来源：</translation>
    </message>
    <message>
        <source>&amp;File on the host:</source>
        <translation>主机上的文件(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;File here:</source>
        <translation>本机文件(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Shared folder:</source>
        <translation>共享文件夹(&amp;S)：</translation>
    </message>
    <message>
        <source>Sa&amp;me, on the host:</source>
        <translation>主机上的路径(&amp;M)：</translation>
    </message>
    <message>
        <source>&amp;Destination:</source>
        <translation>目标(&amp;D)：</translation>
    </message>
    <message>
        <source>If the guest service is off, it is switched on for the copy and put back afterwards.</source>
        <translation>如果来宾服务已关闭，则仅为本次复制打开，之后恢复原状。</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse for %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Copy File</source>
        <translation>复制文件</translation>
    </message>
</context>
<context>
    <name>CredentialDialog</name>
    <message>
        <source>&amp;Keep the password in the system&apos;s keyring</source>
        <translation>将密码保存在系统密钥环中(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>Account:</source>
        <translation>帐户：</translation>
    </message>
    <message>
        <source>Host:</source>
        <translation>主机：</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password for %1</source>
        <translation>%1 的密码</translation>
    </message>
    <message numerus="yes">
        <source>Do not ask for %n other password(s) now</source>
        <translation>
            <numerusform>现在不再询问其他 %n 个密码</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等另外 %n 台</numerusform>
        </translation>
    </message>
    <message>
        <source>Hosts:</source>
        <translation>主机：</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>文件夹：</translation>
    </message>
    <message>
        <source>Sign In</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>This computer has no keyring; the password is kept until you quit.</source>
        <translation>此计算机没有密钥环；密码只保留到退出为止。</translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message>
        <source>Forget the password of %1?</source>
        <translation>是否忘记 %1 的密码？</translation>
    </message>
    <message>
        <source>The hosts that it is for are disconnected, and ask for it again.</source>
        <translation>使用该密码的主机将断开连接，并会再次询问密码。</translation>
    </message>
    <message>
        <source>Forget Password</source>
        <translation>忘记密码</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Technical details</source>
        <translation>技术细节</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>WS-Management</source>
        <translation>WS-Management</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Hyper-V&apos;s namespace</source>
        <translation>Hyper-V 命名空间</translation>
    </message>
    <message>
        <source>Version and limits</source>
        <translation>版本与限制</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Works, but look at it</source>
        <translation>可用，但请留意</translation>
    </message>
    <message>
        <source>Stops here</source>
        <translation>在此停止</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未到达</translation>
    </message>
    <message>
        <source>On the host, in PowerShell as an administrator:</source>
        <translation>在主机上以管理员身份打开 PowerShell：</translation>
    </message>
    <message>
        <source>On this computer, in PowerShell:</source>
        <translation>在本机的 PowerShell 中：</translation>
    </message>
    <message>
        <source>On this computer, in a terminal:</source>
        <translation>在本机的终端中：</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>an address; no name to look up</source>
        <translation>已是地址，无需查找名称</translation>
    </message>
    <message>
        <source>a route to %1</source>
        <translation>有到 %1 的路由</translation>
    </message>
    <message>
        <source>open: %1</source>
        <translation>已开放：%1</translation>
    </message>
    <message>
        <source>not used: plain HTTP was asked for</source>
        <translation>未使用：已要求普通 HTTP</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1，有效期至 %2</translation>
    </message>
    <message>
        <source>answers; offers %1</source>
        <translation>有应答；提供 %1</translation>
    </message>
    <message>
        <source>as %1, by %2</source>
        <translation>以 %1 的身份，通过 %2</translation>
    </message>
    <message>
        <source>Hyper-V&apos;s management service is shown</source>
        <translation>可以看到 Hyper-V 的管理服务</translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>Windows %1; messages of up to %2 KB</source>
        <translation>Windows %1；消息最大 %2 KB</translation>
    </message>
</context>
<context>
    <name>DoctorCauses</name>
    <message>
        <source>The way to %1 is open, but no account or password is known, so nothing was tried.</source>
        <translation>通往 %1 的路径畅通，但没有已知的帐户或密码，因此未尝试登录。</translation>
    </message>
    <message>
        <source>Enter the account and its password, then run this again.</source>
        <translation>请输入帐户和密码，然后再次运行。</translation>
    </message>
    <message>
        <source>This computer lacks the library for this way of signing in (%1).</source>
        <translation>本机缺少此登录方式（%1）所需的库。</translation>
    </message>
    <message>
        <source>Install it with the script, or choose NTLM, which needs nothing else.</source>
        <translation>请用脚本安装，或选择不需要其他组件的 NTLM。</translation>
    </message>
    <message>
        <source>%1 does not offer this way of signing in (%2); it offers: %3.</source>
        <translation>%1 不提供此登录方式（%2）；它提供：%3。</translation>
    </message>
    <message>
        <source>Choose one of those, or switch yours on at the host with the script.</source>
        <translation>请选择其中之一，或用脚本在主机上启用您的方式。</translation>
    </message>
    <message>
        <source>Basic without TLS would send your password in clear text, so nothing was tried.</source>
        <translation>不带 TLS 的 Basic 会以明文发送您的密码，因此未尝试登录。</translation>
    </message>
    <message>
        <source>Turn on TLS for this host, or choose another method.</source>
        <translation>请为该主机启用 TLS，或选择其他方式。</translation>
    </message>
    <message>
        <source>Your password went to %1 in clear text: you allowed Basic without TLS for this host.</source>
        <translation>您的密码以明文发送到了 %1：您为该主机允许了不带 TLS 的 Basic。</translation>
    </message>
    <message>
        <source>Turn on TLS for this host, or choose another method; then change the password.</source>
        <translation>请为该主机启用 TLS，或选择其他方式；然后更改密码。</translation>
    </message>
    <message>
        <source>%1 accepts only encrypted messages.</source>
        <translation>%1 只接受加密的消息。</translation>
    </message>
    <message>
        <source>Use NTLM, Kerberos or CredSSP, or connect with TLS.</source>
        <translation>请使用 NTLM、Kerberos 或 CredSSP，或通过 TLS 连接。</translation>
    </message>
    <message>
        <source>Your certificate or its key cannot be read (%1).</source>
        <translation>无法读取您的证书或其密钥（%1）。</translation>
    </message>
    <message>
        <source>Choose the right files and the key&apos;s password in the host&apos;s settings; the script shows what is in the file.</source>
        <translation>请在主机设置中选择正确的文件和密钥密码；脚本会显示文件内容。</translation>
    </message>
    <message>
        <source>%1 does not take your certificate.</source>
        <translation>%1 不接受您的证书。</translation>
    </message>
    <message>
        <source>Map it to a local account of the host; the script shows which certificates are mapped.</source>
        <translation>请将其映射到主机的本地帐户；脚本会显示已映射的证书。</translation>
    </message>
    <message>
        <source>%1 did not accept the account “%2” or its password; it was tried once.</source>
        <translation>%1 不接受帐户“%2”或其密码；只尝试了一次。</translation>
    </message>
    <message>
        <source>Enter the password again and write the account as DOMAIN\name or HOST\name; the script shows whether it is active or locked.</source>
        <translation>请重新输入密码，并将帐户写成 DOMAIN\name 或 HOST\name；脚本会显示该帐户是否启用或被锁定。</translation>
    </message>
    <message>
        <source>The password of “%2” was not tried again at %1: it was refused before, and accounts lock after a few wrong ones.</source>
        <translation>未在 %1 上再次尝试“%2”的密码：它之前被拒绝过，而帐户在几次错误后会被锁定。</translation>
    </message>
    <message>
        <source>Enter the right password, or connect again to try this one once more; the script shows whether the account is locked.</source>
        <translation>请输入正确的密码，或重新连接以再试一次；脚本会显示该帐户是否被锁定。</translation>
    </message>
    <message>
        <source>The clock of %1 differs from this computer&apos;s by %2; Kerberos allows 5 minutes.</source>
        <translation>%1 的时钟与本机相差 %2；Kerberos 允许 5 分钟。</translation>
    </message>
    <message>
        <source>Set both clocks with the scripts; if they are right and the sign-in fails, check the password.</source>
        <translation>请用脚本校准两个时钟；如果时钟正确而登录失败，请检查密码。</translation>
    </message>
    <message>
        <source>Kerberos has no ticket for %1 (%2).</source>
        <translation>Kerberos 没有用于 %1 的票证（%2）。</translation>
    </message>
    <message>
        <source>Get one with your account and realm, and see that the host&apos;s service name is known in the domain.</source>
        <translation>请用您的帐户和领域获取票证，并确认域中已注册主机的服务名称。</translation>
    </message>
    <message>
        <source>Kerberos does not know which realm the account “%2” belongs to.</source>
        <translation>Kerberos 不知道帐户“%2”属于哪个领域。</translation>
    </message>
    <message>
        <source>Write it as name@REALM, or set the realm in the host&apos;s settings.</source>
        <translation>请写成 name@REALM，或在主机设置中指定领域。</translation>
    </message>
    <message>
        <source>No Kerberos server of the account&apos;s realm answers (%2).</source>
        <translation>帐户所属领域的 Kerberos 服务器没有应答（%2）。</translation>
    </message>
    <message>
        <source>Connect the network or VPN of the domain; the script shows which servers the name server knows.</source>
        <translation>请连接域的网络或 VPN；脚本会显示名称服务器所知的服务器。</translation>
    </message>
    <message>
        <source>The Kerberos realm knows no account “%2”.</source>
        <translation>Kerberos 领域中没有帐户“%2”。</translation>
    </message>
    <message>
        <source>Check the spelling and the realm; the script shows whether the domain has it.</source>
        <translation>请检查拼写和领域；脚本会显示域中是否有该帐户。</translation>
    </message>
    <message>
        <source>The account “%2” is locked, disabled or expired.</source>
        <translation>帐户“%2”已被锁定、禁用或过期。</translation>
    </message>
    <message>
        <source>See what holds it with the first script, and unlock it with the second; wait before you try again.</source>
        <translation>请用第一个脚本查看原因，用第二个脚本解锁；再次尝试前请稍候。</translation>
    </message>
    <message>
        <source>The password of “%2” has expired and must be changed.</source>
        <translation>“%2”的密码已过期，必须更改。</translation>
    </message>
    <message>
        <source>Change it with the script, then enter the new one here.</source>
        <translation>请用脚本更改密码，然后在此输入新密码。</translation>
    </message>
    <message>
        <source>The Kerberos realm knows no service %2.</source>
        <translation>Kerberos 领域中没有服务 %2。</translation>
    </message>
    <message>
        <source>Use the host&apos;s full name; where nobody has the service name, the second script gives it to the host.</source>
        <translation>请使用主机的完整名称；如果没有人拥有该服务名称，第二个脚本会将其赋予主机。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is more than five minutes from that of the Kerberos server.</source>
        <translation>本机时钟与 Kerberos 服务器相差超过五分钟。</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock with the script.</source>
        <translation>请用脚本校准本机时钟。</translation>
    </message>
    <message>
        <source>Kerberos gave a ticket for %2, but %1 did not take it.</source>
        <translation>Kerberos 颁发了 %2 的票证，但 %1 不接受。</translation>
    </message>
    <message>
        <source>See that the service name belongs to this host alone and that the account may sign in there; the script shows who has the name.</source>
        <translation>请确认该服务名称只属于这台主机，且帐户可以在那里登录；脚本会显示名称的所有者。</translation>
    </message>
    <message>
        <source>Kerberos failed for %1: %2</source>
        <translation>%1 的 Kerberos 失败：%2</translation>
    </message>
    <message>
        <source>Try to get a ticket with the script; what it says is often clearer.</source>
        <translation>请用脚本尝试获取票证；它的提示往往更清楚。</translation>
    </message>
    <message>
        <source>Kerberos knows hosts by name only, and %1 is an address.</source>
        <translation>Kerberos 只按名称识别主机，而 %1 是地址。</translation>
    </message>
    <message>
        <source>Use the host&apos;s full name, which the script shows there, or choose NTLM.</source>
        <translation>请使用主机的完整名称（脚本会在主机上显示），或选择 NTLM。</translation>
    </message>
    <message>
        <source>%1 could not prove that it is this host (%2).</source>
        <translation>%1 无法证明自己就是这台主机（%2）。</translation>
    </message>
    <message>
        <source>See that the service name belongs to this host alone; the script shows who has it.</source>
        <translation>请确认该服务名称只属于这台主机；脚本会显示其所有者。</translation>
    </message>
    <message>
        <source>%1 did not answer the sign-in within %2 s.</source>
        <translation>%1 在 %2 秒内没有应答登录。</translation>
    </message>
    <message>
        <source>Start the host&apos;s WinRM service anew; it may also wait for its domain controller.</source>
        <translation>请重新启动主机的 WinRM 服务；它也可能在等待域控制器。</translation>
    </message>
    <message>
        <source>The sign-in at %1 broke off (%2).</source>
        <translation>在 %1 的登录中断了（%2）。</translation>
    </message>
    <message>
        <source>Run this again; if it stays so, the host&apos;s log says more.</source>
        <translation>请再次运行；如仍然如此，主机的日志会提供更多信息。</translation>
    </message>
    <message>
        <source>The account “%2” signed in, but WinRM on %1 does not serve it.</source>
        <translation>帐户“%2”已登录，但 %1 上的 WinRM 不为其服务。</translation>
    </message>
    <message>
        <source>Add it to the groups “Remote Management Users” and “Hyper-V Administrators”; for a local administrator, the second script gives it its full rights over the network.</source>
        <translation>请将其加入“Remote Management Users”和“Hyper-V Administrators”组；对于本地管理员，第二个脚本会授予其完整的网络权限。</translation>
    </message>
    <message>
        <source>The account “%2” may use WinRM on %1, but not Hyper-V&apos;s namespace (root/virtualization/v2).</source>
        <translation>帐户“%2”可以使用 %1 上的 WinRM，但不能使用 Hyper-V 命名空间（root/virtualization/v2）。</translation>
    </message>
    <message>
        <source>Add it to the host&apos;s groups with the script; its owner can also grant “Remote Enable” on the namespace (wmimgmt.msc).</source>
        <translation>请用脚本将其加入主机的组；主机管理者也可以授予该命名空间的“远程启用”权限（wmimgmt.msc）。</translation>
    </message>
    <message>
        <source>%1 shows nothing of Hyper-V to the account “%2”: it is no Hyper-V administrator.</source>
        <translation>%1 不向帐户“%2”显示任何 Hyper-V 内容：它不是 Hyper-V 管理员。</translation>
    </message>
    <message>
        <source>Add it to the group “Hyper-V Administrators” with the script, then sign in anew.</source>
        <translation>请用脚本将其加入“Hyper-V Administrators”组，然后重新登录。</translation>
    </message>
    <message>
        <source>%1 is a Windows computer without Hyper-V: its management interface is missing.</source>
        <translation>%1 是没有 Hyper-V 的 Windows 计算机：缺少其管理接口。</translation>
    </message>
    <message>
        <source>Install the role: the first script is for Windows Server, the second for Windows 10 and 11. Or choose another host.</source>
        <translation>请安装该角色：第一个脚本用于 Windows Server，第二个用于 Windows 10 和 11。或者选择其他主机。</translation>
    </message>
    <message>
        <source>%1 runs Windows %2; Windows Server 2012 R2 or newer is needed for all functions.</source>
        <translation>%1 运行 Windows %2；全部功能需要 Windows Server 2012 R2 或更新版本。</translation>
    </message>
    <message>
        <source>Some things will be missing; the host should be updated.</source>
        <translation>有些功能会缺失；应更新该主机。</translation>
    </message>
    <message>
        <source>A limit of the WinRM service on %1 is reached (%2).</source>
        <translation>%1 上的 WinRM 服务已达到限制（%2）。</translation>
    </message>
    <message>
        <source>Close other remote sessions or wait; the script shows the limits, and restarting the service ends all sessions.</source>
        <translation>请关闭其他远程会话或等待；脚本会显示限制，重新启动服务会结束所有会话。</translation>
    </message>
    <message>
        <source>WinRM on %1 sends messages of %2 KB at most; 500 KB is usual, and large hosts need that.</source>
        <translation>%1 上的 WinRM 最多发送 %2 KB 的消息；通常为 500 KB，大型主机需要这样的大小。</translation>
    </message>
    <message>
        <source>Set the usual size with the script.</source>
        <translation>请用脚本设置通常的大小。</translation>
    </message>
    <message>
        <source>%1 let us in but did not answer within the time allowed.</source>
        <translation>%1 允许了登录，但没有在规定时间内应答。</translation>
    </message>
    <message>
        <source>The host may be very busy; if it stays so, start its services anew.</source>
        <translation>主机可能非常繁忙；如仍然如此，请重新启动其服务。</translation>
    </message>
    <message>
        <source>%1 let us in, but its answer cannot be used (%2).</source>
        <translation>%1 允许了登录，但其应答无法使用（%2）。</translation>
    </message>
    <message>
        <source>%1 reports error %2: %3</source>
        <translation>%1 报告错误 %2：%3</translation>
    </message>
    <message>
        <source>Look the code up; the host&apos;s log says more.</source>
        <translation>请查询该错误代码；主机的日志会提供更多信息。</translation>
    </message>
    <message>
        <source>“%1” cannot be the name of a computer.</source>
        <translation>“%1”不可能是计算机的名称。</translation>
    </message>
    <message>
        <source>Write the name or the address alone, without blanks and slashes; the script shows both on the host.</source>
        <translation>只写名称或地址，不要有空格和斜杠；脚本会在主机上显示这两者。</translation>
    </message>
    <message>
        <source>No computer named %1 can be found.</source>
        <translation>找不到名为 %1 的计算机。</translation>
    </message>
    <message>
        <source>Check the spelling, use the full name, or the host&apos;s IP address; the script shows both on the host.</source>
        <translation>请检查拼写，使用完整名称或主机的 IP 地址；脚本会在主机上显示这两者。</translation>
    </message>
    <message>
        <source>The name %1 could not be looked up: the name server does not answer.</source>
        <translation>无法查询名称 %1：名称服务器没有应答。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s network or VPN, or use the host&apos;s IP address.</source>
        <translation>请检查本机的网络或 VPN，或改用主机的 IP 地址。</translation>
    </message>
    <message>
        <source>%1 stands for an address that no computer can have (%2).</source>
        <translation>%1 对应的地址（%2）不可能属于任何计算机。</translation>
    </message>
    <message>
        <source>Correct the entry in the name server or in this computer&apos;s list of names.</source>
        <translation>请更正名称服务器或本机名称列表中的条目。</translation>
    </message>
    <message>
        <source>This computer knows no way to %1 (%2).</source>
        <translation>本机没有通往 %1（%2）的路由。</translation>
    </message>
    <message>
        <source>Connect the network or the VPN that leads there; the script shows which way is taken.</source>
        <translation>请连接通往那里的网络或 VPN；脚本会显示所走的路径。</translation>
    </message>
    <message>
        <source>%1 is there, but nothing listens on port %2.</source>
        <translation>%1 可以到达，但端口 %2 上没有程序在监听。</translation>
    </message>
    <message>
        <source>Turn Windows Remote Management on: run the script on the host as an administrator.</source>
        <translation>请打开 Windows 远程管理：在主机上以管理员身份运行脚本。</translation>
    </message>
    <message>
        <source>%1 does not answer on port %2 within %3 s: it is off, or a firewall drops the attempt.</source>
        <translation>%1 的端口 %2 在 %3 秒内没有应答：主机已关机，或防火墙丢弃了连接。</translation>
    </message>
    <message>
        <source>See that the host runs, then let the port through its firewall with the script.</source>
        <translation>请确认主机正在运行，然后用脚本让该端口通过主机的防火墙。</translation>
    </message>
    <message>
        <source>The network reports that %1 cannot be reached (%2).</source>
        <translation>网络报告无法到达 %1（%2）。</translation>
    </message>
    <message>
        <source>See that the host runs, and look at the network or VPN between here and there.</source>
        <translation>请确认主机正在运行，并检查两端之间的网络或 VPN。</translation>
    </message>
    <message>
        <source>%1 takes WinRM with TLS only: port %2 is closed, port %3 is open.</source>
        <translation>%1 只接受带 TLS 的 WinRM：端口 %2 关闭，端口 %3 打开。</translation>
    </message>
    <message>
        <source>Turn TLS on for this host and use port %3.</source>
        <translation>请为该主机启用 TLS 并使用端口 %3。</translation>
    </message>
    <message>
        <source>%1 has no WinRM with TLS: port %2 is closed, port %3 is open.</source>
        <translation>%1 没有带 TLS 的 WinRM：端口 %2 关闭，端口 %3 打开。</translation>
    </message>
    <message>
        <source>Make an HTTPS listener on the host with the script, or connect without TLS on port %3; messages are encrypted there too.</source>
        <translation>请用脚本在主机上建立 HTTPS 侦听器，或不用 TLS 连接端口 %3；那里的消息同样加密。</translation>
    </message>
    <message>
        <source>%1 can be managed, but consoles of VMs cannot be opened: port %2 does not answer.</source>
        <translation>可以管理 %1，但无法打开虚拟机的控制台：端口 %2 没有应答。</translation>
    </message>
    <message>
        <source>Start Hyper-V&apos;s management service and let the port through the host&apos;s firewall.</source>
        <translation>请启动 Hyper-V 管理服务，并让该端口通过主机的防火墙。</translation>
    </message>
    <message>
        <source>Port %2 of %1 does not speak TLS.</source>
        <translation>%1 的端口 %2 不使用 TLS。</translation>
    </message>
    <message>
        <source>Use the port of the HTTPS listener (5986), or connect without TLS.</source>
        <translation>请使用 HTTPS 侦听器的端口（5986），或不用 TLS 连接。</translation>
    </message>
    <message>
        <source>%1 broke TLS off on port %2: its listener may have no usable certificate.</source>
        <translation>%1 在端口 %2 上中断了 TLS：它的侦听器可能没有可用的证书。</translation>
    </message>
    <message>
        <source>Give the HTTPS listener a certificate, such as with the script, which makes a new one.</source>
        <translation>请为 HTTPS 侦听器配置证书，例如运行脚本新建一个。</translation>
    </message>
    <message>
        <source>%1 took the connection on port %2 but did not begin TLS within %3 s.</source>
        <translation>%1 接受了端口 %2 上的连接，但在 %3 秒内没有开始 TLS。</translation>
    </message>
    <message>
        <source>Start the host&apos;s WinRM service anew; if that does not help, look at its load.</source>
        <translation>请重新启动主机的 WinRM 服务；如无效，请检查主机的负载。</translation>
    </message>
    <message>
        <source>%1 knows no version of TLS that this computer accepts (1.2 or newer).</source>
        <translation>%1 不支持本机接受的 TLS 版本（1.2 或更新）。</translation>
    </message>
    <message>
        <source>Allow TLS 1.2 on the host with the script; the host restarts.</source>
        <translation>请用脚本在主机上启用 TLS 1.2；主机会重新启动。</translation>
    </message>
    <message>
        <source>The CA file %1 cannot be read as PEM.</source>
        <translation>无法将 CA 文件 %1 作为 PEM 读取。</translation>
    </message>
    <message>
        <source>Choose the right file in the host&apos;s settings; the script shows what is in it.</source>
        <translation>请在主机设置中选择正确的文件；脚本会显示其内容。</translation>
    </message>
    <message>
        <source>%1 shows a certificate that it made itself, so nobody vouches for it: SHA-256 %2.</source>
        <translation>%1 出示的是自签名证书，没有机构为其担保：SHA-256 %2。</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one that the script shows on the host; only if they are equal, trust it.</source>
        <translation>请与脚本在主机上显示的指纹比较；只有一致时才信任它。</translation>
    </message>
    <message>
        <source>The certificate of %1 was issued by somebody whom this computer does not know (%2): SHA-256 %3.</source>
        <translation>%1 的证书由本机不认识的颁发者（%2）签发：SHA-256 %3。</translation>
    </message>
    <message>
        <source>Give the issuer&apos;s certificate as CA file, or compare the fingerprint with the host&apos;s and trust this one.</source>
        <translation>请将颁发者的证书作为 CA 文件提供，或与主机的指纹比较后信任此证书。</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired on %2.</source>
        <translation>%1 的证书已于 %2 过期。</translation>
    </message>
    <message>
        <source>Renew it on the host; the script makes a new one. If the date is not over, correct this computer&apos;s clock.</source>
        <translation>请在主机上更新证书；脚本会新建一个。如果该日期尚未到，请校正本机时钟。</translation>
    </message>
    <message>
        <source>The certificate of %1 is valid only from %2.</source>
        <translation>%1 的证书自 %2 起才有效。</translation>
    </message>
    <message>
        <source>One of the two clocks is wrong: set both.</source>
        <translation>两个时钟中有一个不准：请校准两者。</translation>
    </message>
    <message>
        <source>The certificate of %1 is for another name (%2).</source>
        <translation>%1 的证书属于另一个名称（%2）。</translation>
    </message>
    <message>
        <source>Connect by a name that it holds, or make a certificate for this one with the script.</source>
        <translation>请使用证书中的名称连接，或用脚本为当前名称创建证书。</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one that you trusted: SHA-256 %2.</source>
        <translation>%1 出示的证书与您信任的不同：SHA-256 %2。</translation>
    </message>
    <message>
        <source>Somebody may stand between you and the host. Ask whoever keeps it; compare with what the script shows there.</source>
        <translation>您与主机之间可能有人拦截。请询问主机管理者，并与脚本在主机上显示的内容比较。</translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be verified (%2): SHA-256 %3.</source>
        <translation>无法验证 %1 的证书（%2）：SHA-256 %3。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not checked, so anybody could pretend to be this host: SHA-256 %2.</source>
        <translation>未检查 %1 的证书，任何人都可以冒充这台主机：SHA-256 %2。</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the host&apos;s, then have the certificate checked again.</source>
        <translation>请与主机的指纹比较，然后重新启用证书检查。</translation>
    </message>
    <message>
        <source>%1 took the connection on port %2 but did not answer within %3 s.</source>
        <translation>%1 接受了端口 %2 上的连接，但在 %3 秒内没有应答。</translation>
    </message>
    <message>
        <source>%1 ends the connection on port %2 without an answer.</source>
        <translation>%1 在端口 %2 上未应答就断开了连接。</translation>
    </message>
    <message>
        <source>Start the host&apos;s WinRM service anew, and look for a firewall that looks into connections.</source>
        <translation>请重新启动主机的 WinRM 服务，并检查是否有会检查连接内容的防火墙。</translation>
    </message>
    <message>
        <source>Port %2 of %1 speaks TLS, and this connection does not.</source>
        <translation>%1 的端口 %2 使用 TLS，而此连接没有使用。</translation>
    </message>
    <message>
        <source>Turn TLS on for this host.</source>
        <translation>请为该主机启用 TLS。</translation>
    </message>
    <message>
        <source>What answers on port %2 of %1 is no web service at all.</source>
        <translation>%1 的端口 %2 上应答的根本不是 Web 服务。</translation>
    </message>
    <message>
        <source>Use the port of WinRM: 5985, or 5986 with TLS; the script shows where it listens.</source>
        <translation>请使用 WinRM 的端口：5985，或带 TLS 的 5986；脚本会显示它在哪里侦听。</translation>
    </message>
    <message>
        <source>%1 sends us elsewhere (%2), which is never followed: a password goes to no other address.</source>
        <translation>%1 要求转到其他地址（%2），我们绝不跟随：密码不会发送到别的地址。</translation>
    </message>
    <message>
        <source>WinRM does not do that: another server answers. Use WinRM&apos;s port, or remove the redirection.</source>
        <translation>WinRM 不会这样做：应答的是另一台服务器。请使用 WinRM 的端口，或去掉重定向。</translation>
    </message>
    <message>
        <source>A proxy server answers in place of %1 and asks for an account of its own.</source>
        <translation>代理服务器代替 %1 应答，并要求它自己的帐户。</translation>
    </message>
    <message>
        <source>Have the network let this computer reach the host directly; the script shows the way that is taken.</source>
        <translation>请让网络允许本机直接到达主机；脚本会显示所走的路径。</translation>
    </message>
    <message>
        <source>The web server of %1 says that the service is not available (HTTP 503).</source>
        <translation>%1 的 Web 服务器报告服务不可用（HTTP 503）。</translation>
    </message>
    <message>
        <source>Start the host&apos;s WinRM service anew.</source>
        <translation>请重新启动主机的 WinRM 服务。</translation>
    </message>
    <message>
        <source>A web server answers on port %2 of %1, but not WinRM (HTTP %3, %4).</source>
        <translation>%1 的端口 %2 上有 Web 服务器应答，但不是 WinRM（HTTP %3，%4）。</translation>
    </message>
    <message>
        <source>%1 does not tell who it is before somebody signs in.</source>
        <translation>在有人登录之前，%1 不会表明身份。</translation>
    </message>
    <message>
        <source>This is unusual but does no harm; something may stand in front of WinRM.</source>
        <translation>这不常见但无害；WinRM 前面可能有其他程序。</translation>
    </message>
    <message>
        <source>%1 answers like WinRM, but not in its language.</source>
        <translation>%1 的应答像 WinRM，但用的不是它的语言。</translation>
    </message>
    <message>
        <source>See what listens on the port; the script shows it.</source>
        <translation>请查看该端口上是什么在侦听；脚本会显示。</translation>
    </message>
    <message>
        <source>What answers at %1 is not Windows&apos; own service but that of %2.</source>
        <translation>%1 上应答的不是 Windows 自己的服务，而是 %2 的。</translation>
    </message>
    <message>
        <source>Hyper-V runs on Windows only: check the address.</source>
        <translation>Hyper-V 只在 Windows 上运行：请检查地址。</translation>
    </message>
</context>
<context>
    <name>DriftPanel</name>
    <message>
        <source>Drift</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>Add Profile…</source>
        <translation>添加配置规则…</translation>
    </message>
    <message>
        <source>Add Example</source>
        <translation>添加示例</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Read Again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Also show what could not be judged</source>
        <translation>同时显示无法判断的项</translation>
    </message>
    <message numerus="yes">
        <source>%n services drift</source>
        <translation>
            <numerusform>%n 项服务有偏差</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflicts</source>
        <translation>
            <numerusform>%n 处冲突</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not judged</source>
        <translation>
            <numerusform>%n 项未判断</numerusform>
        </translation>
    </message>
    <message>
        <source>No profiles yet</source>
        <translation>还没有配置规则</translation>
    </message>
    <message>
        <source>A profile says which integration services should be on or off, for which virtual machines, and why. Nothing is changed unless you apply it, or let a profile correct by itself.</source>
        <translation>配置规则说明哪些虚拟机的哪些集成服务应当打开或关闭，以及原因。除非您应用它，或让它自行纠正，否则不会更改任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>Preview %n selected…</source>
        <translation>
            <numerusform>预览所选的 %n 项…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Preview all %n…</source>
        <translation>
            <numerusform>预览全部 %n 项…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DriftRows</name>
    <message>
        <source>Virtual machine</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Is, and should be</source>
        <translation>现状与应有状态</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Not judged: the host is away</source>
        <translation>未判断：主机不可用</translation>
    </message>
    <message>
        <source>Not judged: not read yet</source>
        <translation>未判断：尚未读取</translation>
    </message>
    <message>
        <source>Not judged: not available</source>
        <translation>未判断：不可用</translation>
    </message>
    <message>
        <source>Not judged: the guest has not told its system</source>
        <translation>未判断：来宾尚未告知其系统</translation>
    </message>
    <message>
        <source>Is off, should be on</source>
        <translation>已关闭，应当打开</translation>
    </message>
    <message>
        <source>Is on, should be off</source>
        <translation>已打开，应当关闭</translation>
    </message>
    <message>
        <source>on: %1; off: %2</source>
        <translation>打开：%1；关闭：%2</translation>
    </message>
    <message>
        <source>Conflict: rules disagree</source>
        <translation>冲突：规则不一致</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Copy the details and report them; real hosts are not affected.</source>
        <translation>请复制详细信息并报告；真实主机不受影响。</translation>
    </message>
    <message>
        <source>The simulated fleet of the demo did not start.</source>
        <translation>演示用的模拟主机群未能启动。</translation>
    </message>
    <message>
        <source>%1 accepts only encrypted messages.</source>
        <translation>%1 只接受加密的消息。</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>无法访问 %1。</translation>
    </message>
    <message>
        <source>%1 did not accept the account or its password.</source>
        <translation>%1 不接受该帐户或其密码。</translation>
    </message>
    <message>
        <source>%1 does not offer this way of signing in.</source>
        <translation>%1 不提供这种登录方式。</translation>
    </message>
    <message>
        <source>%1 gave up on the request after %2 s.</source>
        <translation>%1 在 %2 秒后放弃了请求。</translation>
    </message>
    <message>
        <source>%1 is there, but nothing listens on its WinRM port.</source>
        <translation>%1 在线，但其 WinRM 端口上没有服务在侦听。</translation>
    </message>
    <message>
        <source>%1 took the request but did not answer within %2 s.</source>
        <translation>%1 已接收请求，但在 %2 秒内没有应答。</translation>
    </message>
    <message>
        <source>A limit of the host&apos;s WinRM service is reached.</source>
        <translation>已达到主机 WinRM 服务的限制。</translation>
    </message>
    <message>
        <source>A proxy server stands between you and %1 and does not pass.</source>
        <translation>您与 %1 之间的代理服务器不放行连接。</translation>
    </message>
    <message>
        <source>A web server answers at %1, but not WinRM (HTTP status %2).</source>
        <translation>%1 上应答的是 Web 服务器，而不是 WinRM（HTTP 状态 %2）。</translation>
    </message>
    <message>
        <source>Add it to the host&apos;s groups “Hyper-V Administrators” and “Remote Management Users”.</source>
        <translation>请将其加入主机的“Hyper-V 管理员”和“远程管理用户”组。</translation>
    </message>
    <message>
        <source>Basic without TLS would send your password in clear text.</source>
        <translation>不使用 TLS 的基本身份验证会以明文发送密码。</translation>
    </message>
    <message>
        <source>Check that the host is running and that its firewall lets WinRM through.</source>
        <translation>请确认主机正在运行，且其防火墙允许 WinRM。</translation>
    </message>
    <message>
        <source>Check that the host is running and that the address is right.</source>
        <translation>请确认主机正在运行且地址正确。</translation>
    </message>
    <message>
        <source>Check the disk and the file&apos;s permissions; nothing was lost.</source>
        <translation>请检查磁盘和文件权限；没有丢失任何内容。</translation>
    </message>
    <message>
        <source>Check the port: WinRM uses 5985, or 5986 with TLS.</source>
        <translation>请检查端口：WinRM 使用 5985，使用 TLS 时为 5986。</translation>
    </message>
    <message>
        <source>Check the spelling, or enter the host&apos;s IP address instead.</source>
        <translation>请检查拼写，或改为输入主机的 IP 地址。</translation>
    </message>
    <message>
        <source>Check your network or VPN, and any firewall on the way.</source>
        <translation>请检查网络或 VPN，以及沿途的防火墙。</translation>
    </message>
    <message>
        <source>The port of %1 does not speak TLS, or only old versions.</source>
        <translation>%1 的端口不使用 TLS，或只支持旧版本。</translation>
    </message>
    <message>
        <source>Check the port: WinRM has TLS on 5986; on 5985 connect without TLS.</source>
        <translation>请检查端口：WinRM 的 TLS 端口是 5986；5985 端口请不用 TLS 连接。</translation>
    </message>
    <message>
        <source>%1 refused the sign-in, and its clock is minutes off from this computer&apos;s.</source>
        <translation>%1 拒绝了登录，并且它的时钟与本机相差数分钟。</translation>
    </message>
    <message>
        <source>Set both clocks by the same time server; if they are right, check the password.</source>
        <translation>请让两台计算机使用同一时间服务器校时；如果时钟正确，请检查密码。</translation>
    </message>
    <message>
        <source>Choose another method; the details list what it offers.</source>
        <translation>请选择其他方式；详细信息中列出了可用的方式。</translation>
    </message>
    <message>
        <source>%1 was not asked: another host refused this password, and accounts lock after a few wrong ones.</source>
        <translation>未询问 %1：另一台主机已拒绝此密码，而帐户在几次错误后会被锁定。</translation>
    </message>
    <message>
        <source>Enter the right password once for all hosts of the account, or try again now on one of them.</source>
        <translation>请为该帐户的所有主机输入一次正确的密码，或立即在其中一台上重试。</translation>
    </message>
    <message>
        <source>%1 did not come to the end of a list within %2 s.</source>
        <translation>%1 在 %2 秒内没有给完一个列表。</translation>
    </message>
    <message>
        <source>The profile %1 cannot be used: %2.</source>
        <translation>配置规则 %1 无法使用：%2。</translation>
    </message>
    <message>
        <source>Correct the file; until then nothing of it is applied.</source>
        <translation>请更正该文件；在此之前不会应用其中任何内容。</translation>
    </message>
    <message>
        <source>WinRM at %1 is not available just now (HTTP status %2).</source>
        <translation>%1 的 WinRM 暂时不可用（HTTP 状态 %2）。</translation>
    </message>
    <message>
        <source>Wait until the host has started; check its service “Windows Remote Management”.</source>
        <translation>请等待主机启动完成；请检查其服务“Windows Remote Management”。</translation>
    </message>
    <message>
        <source>Something answers at %1 that is neither WinRM nor a web server.</source>
        <translation>%1 有程序应答，但既不是 WinRM，也不是 Web 服务器。</translation>
    </message>
    <message>
        <source>The file %1 could not be handed to the host (%2).</source>
        <translation>无法将文件 %1 交给主机（%2）。</translation>
    </message>
    <message>
        <source>Check the shared folder, its free space and your rights there.</source>
        <translation>请检查共享文件夹、其可用空间以及您在其中的权限。</translation>
    </message>
    <message>
        <source>Copy the details and look the code up, or report them.</source>
        <translation>请复制详细信息并查询该代码，或进行反馈。</translation>
    </message>
    <message>
        <source>Copy the details and report them with the Windows version.</source>
        <translation>请复制详细信息，并连同 Windows 版本一起反馈。</translation>
    </message>
    <message>
        <source>Correct the file, then start the console again.</source>
        <translation>请更正该文件，然后重新启动控制台。</translation>
    </message>
    <message>
        <source>Enter the password again; write the account as DOMAIN\name or HOST\name.</source>
        <translation>请重新输入密码；帐户请写作 域\名称 或 主机\名称。</translation>
    </message>
    <message>
        <source>Enter the password to connect.</source>
        <translation>请输入密码以进行连接。</translation>
    </message>
    <message>
        <source>Exclude the host from the proxy in your system&apos;s settings.</source>
        <translation>请在系统设置中将该主机排除在代理之外。</translation>
    </message>
    <message>
        <source>Hyper-V&apos;s management interface is missing on this host.</source>
        <translation>此主机上没有 Hyper-V 管理接口。</translation>
    </message>
    <message>
        <source>Install it, or choose NTLM, which needs nothing else.</source>
        <translation>请安装该库，或选择不需要其他组件的 NTLM。</translation>
    </message>
    <message>
        <source>Install the Hyper-V role there, or choose another host.</source>
        <translation>请在该主机上安装 Hyper-V 角色，或选择其他主机。</translation>
    </message>
    <message>
        <source>Look at the virtual machine&apos;s state before you repeat the change.</source>
        <translation>请先查看虚拟机的状态，再重复此更改。</translation>
    </message>
    <message>
        <source>No computer named %1 can be found.</source>
        <translation>找不到名为 %1 的计算机。</translation>
    </message>
    <message>
        <source>No connection to %1 came about within %2 s.</source>
        <translation>在 %2 秒内未能与 %1 建立连接。</translation>
    </message>
    <message>
        <source>No password is known for %1.</source>
        <translation>没有 %1 的密码。</translation>
    </message>
    <message>
        <source>On the host, run “Enable-PSRemoting -Force” as an administrator, and check the port.</source>
        <translation>请在主机上以管理员身份运行“Enable-PSRemoting -Force”，并检查端口。</translation>
    </message>
    <message>
        <source>Refresh the host to see what is there now.</source>
        <translation>请刷新主机以查看当前内容。</translation>
    </message>
    <message>
        <source>Refresh to read it again.</source>
        <translation>请刷新以重新读取。</translation>
    </message>
    <message>
        <source>Refresh; if it happens again, look at the network or the host&apos;s load.</source>
        <translation>请刷新；如果再次发生，请检查网络或主机负载。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了意外错误。</translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation>可以随时重新开始。</translation>
    </message>
    <message>
        <source>The account may not do this on the host.</source>
        <translation>该帐户无权在主机上执行此操作。</translation>
    </message>
    <message>
        <source>The change was sent, but its outcome is unknown: the answer was lost.</source>
        <translation>更改已发送，但结果未知：应答已丢失。</translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation>与 %1 的连接已中断。</translation>
    </message>
    <message>
        <source>The host</source>
        <comment>in place of its address</comment>
        <translation>主机</translation>
    </message>
    <message>
        <source>The host did not finish the request in the time allowed.</source>
        <translation>主机未能在规定时间内完成请求。</translation>
    </message>
    <message>
        <source>The host does not understand a query of the console.</source>
        <translation>主机无法理解控制台的查询。</translation>
    </message>
    <message>
        <source>The host dropped the list before it was read to the end.</source>
        <translation>主机在列表读完之前将其丢弃。</translation>
    </message>
    <message>
        <source>The host may be very busy; try again in a moment.</source>
        <translation>主机可能非常繁忙；请稍后重试。</translation>
    </message>
    <message>
        <source>The host reports error %1.</source>
        <translation>主机报告错误 %1。</translation>
    </message>
    <message>
        <source>The host reports error %1: %2</source>
        <translation>主机报告错误 %1：%2</translation>
    </message>
    <message>
        <source>The host&apos;s answer cannot be read.</source>
        <translation>无法读取主机的应答。</translation>
    </message>
    <message>
        <source>The host&apos;s version of Hyper-V does not know this feature.</source>
        <translation>主机的 Hyper-V 版本不支持此功能。</translation>
    </message>
    <message>
        <source>The password is kept until the console is closed.</source>
        <translation>密码将保留到控制台关闭为止。</translation>
    </message>
    <message>
        <source>The settings file %1 cannot be read.</source>
        <translation>无法读取设置文件 %1。</translation>
    </message>
    <message>
        <source>The settings file %1 cannot be read: see line %2.</source>
        <translation>无法读取设置文件 %1：请查看第 %2 行。</translation>
    </message>
    <message>
        <source>The settings file %1 could not be written.</source>
        <translation>无法写入设置文件 %1。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring is locked.</source>
        <translation>系统密钥环已锁定。</translation>
    </message>
    <message>
        <source>The system&apos;s keyring refused.</source>
        <translation>系统密钥环拒绝了请求。</translation>
    </message>
    <message>
        <source>The virtual machine or object no longer exists on the host.</source>
        <translation>该虚拟机或对象在主机上已不存在。</translation>
    </message>
    <message>
        <source>There is no network path to %1.</source>
        <translation>没有通往 %1 的网络路径。</translation>
    </message>
    <message>
        <source>This computer has no keyring to keep passwords in.</source>
        <translation>此计算机没有可保存密码的密钥环。</translation>
    </message>
    <message>
        <source>This computer lacks the library for this way of signing in.</source>
        <translation>此计算机缺少这种登录方式所需的库。</translation>
    </message>
    <message>
        <source>This is a Windows computer without Hyper-V.</source>
        <translation>这是一台没有 Hyper-V 的 Windows 计算机。</translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Try again; if it stays, copy the details and report them.</source>
        <translation>请重试；如果问题依旧，请复制详细信息并反馈。</translation>
    </message>
    <message>
        <source>Turn on TLS for this host, or choose another method.</source>
        <translation>请为此主机启用 TLS，或选择其他方式。</translation>
    </message>
    <message>
        <source>Unlock it, or go on with the password of this session.</source>
        <translation>请解锁，或继续使用本次会话的密码。</translation>
    </message>
    <message>
        <source>Use NTLM, Kerberos or CredSSP, or connect with TLS.</source>
        <translation>请使用 NTLM、Kerberos 或 CredSSP，或通过 TLS 连接。</translation>
    </message>
    <message>
        <source>Wait a moment; close other remote sessions to this host.</source>
        <translation>请稍候，并关闭与此主机的其他远程会话。</translation>
    </message>
    <message>
        <source>Windows Server 2012 R2 or newer is needed.</source>
        <translation>需要 Windows Server 2012 R2 或更高版本。</translation>
    </message>
    <message>
        <source>Your file was kept as %1; correct it there.</source>
        <translation>您的文件已另存为 %1；请在该处更正。</translation>
    </message>
    <message>
        <source>No Kerberos server (domain controller) answers, so there is no way into %1.</source>
        <translation>没有 Kerberos 服务器（域控制器）应答，因此无法登录 %1。</translation>
    </message>
    <message>
        <source>Check the realm&apos;s spelling, your VPN and DNS, or name the server in krb5.conf.</source>
        <translation>请检查领域的拼写、VPN 和 DNS，或在 krb5.conf 中写明服务器。</translation>
    </message>
    <message>
        <source>There is no valid Kerberos ticket to sign in to %1 with.</source>
        <translation>没有可用于登录 %1 的有效 Kerberos 票据。</translation>
    </message>
    <message>
        <source>Run “kinit name@REALM” on this computer, or give the account&apos;s password.</source>
        <translation>请在本机运行“kinit 名称@领域”，或提供该账户的密码。</translation>
    </message>
    <message>
        <source>Kerberos does not know which realm the account for %1 is in.</source>
        <translation>Kerberos 不知道 %1 的账户属于哪个领域。</translation>
    </message>
    <message>
        <source>Write the account as name@REALM, or fill in the realm in the host&apos;s settings.</source>
        <translation>请把账户写成“名称@领域”，或在主机设置中填写领域。</translation>
    </message>
    <message>
        <source>The Kerberos realm does not know the account for %1.</source>
        <translation>Kerberos 领域中没有 %1 的账户。</translation>
    </message>
    <message>
        <source>Check its spelling and realm; for an account of the host itself use NTLM.</source>
        <translation>请检查拼写和领域；主机自己的账户请使用 NTLM。</translation>
    </message>
    <message>
        <source>The account for %1 is locked, disabled or expired.</source>
        <translation>%1 的账户已被锁定、禁用或过期。</translation>
    </message>
    <message>
        <source>Have an administrator of the domain unlock it, then try again.</source>
        <translation>请让域管理员解锁后再试。</translation>
    </message>
    <message>
        <source>The password of the account for %1 has expired.</source>
        <translation>%1 的账户密码已过期。</translation>
    </message>
    <message>
        <source>Change it, for example with “kpasswd”, and enter the new one.</source>
        <translation>请更改密码（例如用“kpasswd”），然后输入新密码。</translation>
    </message>
    <message>
        <source>The Kerberos realm knows no service of the name %1.</source>
        <translation>Kerberos 领域中没有名为 %1 的服务。</translation>
    </message>
    <message>
        <source>Use the host&apos;s full name, or enter its service name (HTTP/name) in the host&apos;s settings; a host outside the domain needs NTLM.</source>
        <translation>请使用主机的全名，或在主机设置中填写服务名（HTTP/名称）；域外的主机需要 NTLM。</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is minutes off from the domain&apos;s; %1 was not asked.</source>
        <translation>本机时钟与域的时钟相差数分钟；没有询问 %1。</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock by the domain&apos;s time server.</source>
        <translation>请让本机使用域的时间服务器校时。</translation>
    </message>
    <message>
        <source>%1 did not take the Kerberos ticket that was made for it.</source>
        <translation>%1 没有接受为它签发的 Kerberos 票据。</translation>
    </message>
    <message>
        <source>On a computer of the domain run “setspn -Q HTTP/name” with the host&apos;s name: exactly one account, the host&apos;s own, must have it; then check the host&apos;s clock.</source>
        <translation>请在域内计算机上用主机名运行“setspn -Q HTTP/名称”：只能有一个账户（主机自己的）拥有它；然后检查主机的时钟。</translation>
    </message>
    <message>
        <source>Kerberos failed on the way into %1.</source>
        <translation>登录 %1 时 Kerberos 出错。</translation>
    </message>
    <message>
        <source>Copy the details to see what it says; NTLM may work meanwhile.</source>
        <translation>请复制详细信息查看原因；此时 NTLM 也许可用。</translation>
    </message>
</context>
<context>
    <name>Failures</name>
    <message>
        <source>Check the spelling; “hvconsole inventory” lists them.</source>
        <translation>请检查拼写；“hvconsole inventory” 可列出所有虚拟机。</translation>
    </message>
    <message>
        <source>The host has no virtual machine of this name or id.</source>
        <translation>主机上没有此名称或 ID 的虚拟机。</translation>
    </message>
    <message>
        <source>A file of the virtual machine is missing or in use.</source>
        <translation>虚拟机的某个文件缺失或正在使用。</translation>
    </message>
    <message>
        <source>Add the host again, then repeat the change.</source>
        <translation>请重新添加主机，然后重复此更改。</translation>
    </message>
    <message>
        <source>Check its disks and paths on the host.</source>
        <translation>请在主机上检查其磁盘和路径。</translation>
    </message>
    <message>
        <source>The host is read-only here: nothing was changed.</source>
        <translation>此主机在这里是只读的：没有更改任何内容。</translation>
    </message>
    <message>
        <source>Connect the host first.</source>
        <translation>请先连接主机。</translation>
    </message>
    <message>
        <source>Copy the details for the full report of the host.</source>
        <translation>请复制详细信息以查看主机的完整报告。</translation>
    </message>
    <message>
        <source>Copy the details to see which method the host refused.</source>
        <translation>请复制详细信息，查看主机拒绝了哪个方法。</translation>
    </message>
    <message>
        <source>Free memory on the host, or give the machine less.</source>
        <translation>请释放主机内存，或减少分配给虚拟机的内存。</translation>
    </message>
    <message>
        <source>Look at the virtual machine&apos;s state, then try again.</source>
        <translation>请查看虚拟机的状态，然后重试。</translation>
    </message>
    <message>
        <source>Refresh and look at the virtual machine&apos;s state.</source>
        <translation>请刷新并查看虚拟机的状态。</translation>
    </message>
    <message>
        <source>Refresh the host and look at the virtual machine&apos;s state.</source>
        <translation>请刷新主机并查看虚拟机的状态。</translation>
    </message>
    <message>
        <source>Refresh the host to see what is there now.</source>
        <translation>请刷新主机以查看当前内容。</translation>
    </message>
    <message>
        <source>Refresh, wait until nothing else runs on it, and try again.</source>
        <translation>请刷新，等待其上没有其他操作后重试。</translation>
    </message>
    <message>
        <source>Shut it down from inside, or turn the machine off.</source>
        <translation>请从来宾内部关机，或强行关闭虚拟机。</translation>
    </message>
    <message>
        <source>Allow changes in the Host menu or in the preferences, or start without --read-only.</source>
        <translation>请在“主机”菜单或首选项中允许更改，或启动时不使用 --read-only。</translation>
    </message>
    <message>
        <source>Shut the guest down from inside, or turn the virtual machine off.</source>
        <translation>请从来宾内部关机，或强行关闭虚拟机。</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>请先启动它。</translation>
    </message>
    <message>
        <source>The guest cannot be asked: its shutdown service is off.</source>
        <translation>无法请求来宾关机：其关闭服务已关闭。</translation>
    </message>
    <message>
        <source>The guest does not answer on its shutdown service.</source>
        <translation>来宾的操作系统关闭服务没有应答。</translation>
    </message>
    <message>
        <source>The guest is already shutting down.</source>
        <translation>来宾正在关机。</translation>
    </message>
    <message>
        <source>The guest is not ready to shut down.</source>
        <translation>来宾尚未准备好关机。</translation>
    </message>
    <message>
        <source>The guest&apos;s screen is locked or somebody is signed in.</source>
        <translation>来宾的屏幕已锁定，或有用户登录。</translation>
    </message>
    <message>
        <source>The host denied access to this operation.</source>
        <translation>主机拒绝了对此操作的访问。</translation>
    </message>
    <message>
        <source>The host does not support this for this virtual machine.</source>
        <translation>主机不支持对此虚拟机执行该操作。</translation>
    </message>
    <message>
        <source>The host has been removed from the console.</source>
        <translation>该主机已从控制台中删除。</translation>
    </message>
    <message>
        <source>The host has not enough memory for this.</source>
        <translation>主机的内存不足。</translation>
    </message>
    <message>
        <source>The host is not connected.</source>
        <translation>主机未连接。</translation>
    </message>
    <message>
        <source>The host refused with error %1.</source>
        <translation>主机拒绝，错误 %1。</translation>
    </message>
    <message>
        <source>The host refused: %1</source>
        <translation>主机拒绝：%1</translation>
    </message>
    <message>
        <source>The host&apos;s operation timed out.</source>
        <translation>主机的操作已超时。</translation>
    </message>
    <message>
        <source>The host&apos;s version of Hyper-V may be too old for it.</source>
        <translation>主机的 Hyper-V 版本可能过旧。</translation>
    </message>
    <message>
        <source>The virtual machine does not have this service.</source>
        <translation>该虚拟机没有此服务。</translation>
    </message>
    <message>
        <source>The virtual machine has no shutdown service.</source>
        <translation>该虚拟机没有操作系统关闭服务。</translation>
    </message>
    <message>
        <source>The virtual machine is in use by another operation.</source>
        <translation>虚拟机正被另一操作使用。</translation>
    </message>
    <message>
        <source>The virtual keyboard cannot type one of the characters.</source>
        <translation>虚拟键盘无法输入其中的某个字符。</translation>
    </message>
    <message>
        <source>Choose the guest&apos;s layout, or leave the character out.</source>
        <translation>请选择来宾的键盘布局，或去掉该字符。</translation>
    </message>
    <message>
        <source>The virtual machine is not available.</source>
        <translation>虚拟机不可用。</translation>
    </message>
    <message>
        <source>The virtual machine is not running.</source>
        <translation>虚拟机没有运行。</translation>
    </message>
    <message>
        <source>The virtual machine no longer exists on its host.</source>
        <translation>该虚拟机在其主机上已不存在。</translation>
    </message>
    <message>
        <source>The virtual machine&apos;s state does not allow this now.</source>
        <translation>虚拟机的当前状态不允许此操作。</translation>
    </message>
    <message>
        <source>This is not possible now (%1).</source>
        <translation>目前无法执行 (%1)。</translation>
    </message>
    <message>
        <source>Turn on the service “Guest shutdown”, or turn the virtual machine off.</source>
        <translation>请打开“操作系统关闭”服务，或强行关闭虚拟机。</translation>
    </message>
    <message>
        <source>Use an account of the group “Hyper-V Administrators”.</source>
        <translation>请使用“Hyper-V 管理员”组的帐户。</translation>
    </message>
    <message>
        <source>Wait until it has started, or shut it down from inside.</source>
        <translation>请等待其启动完毕，或从来宾内部关机。</translation>
    </message>
    <message>
        <source>Wait until that has finished, and try again.</source>
        <translation>请等待该操作完成后重试。</translation>
    </message>
    <message>
        <source>Wait; a guest that installs updates may need a while.</source>
        <translation>请等待；正在安装更新的来宾可能需要一些时间。</translation>
    </message>
    <message>
        <source>The guest took the request but is still running.</source>
        <translation>来宾接受了请求，但仍在运行。</translation>
    </message>
    <message>
        <source>Wait, look at its screen, or turn it off; unsaved work is lost then.</source>
        <translation>请等待、查看其屏幕，或强行关闭；强行关闭会丢失未保存的工作。</translation>
    </message>
    <message>
        <source>The guest service is off.</source>
        <translation>来宾服务已关闭。</translation>
    </message>
    <message>
        <source>Turn it on first.</source>
        <translation>请先打开它。</translation>
    </message>
    <message>
        <source>Nothing in the guest answers on the guest service.</source>
        <translation>来宾中没有程序应答来宾服务。</translation>
    </message>
    <message>
        <source>Check in the guest that its Guest Service Interface (Windows) or the fcopy daemon (Linux) runs.</source>
        <translation>请在来宾中检查 Guest Service Interface (Windows) 或 fcopy 守护程序 (Linux) 是否在运行。</translation>
    </message>
    <message>
        <source>This host cannot restart guests: it is older than Windows Server 2016.</source>
        <translation>此主机早于 Windows Server 2016，无法重新启动来宾。</translation>
    </message>
    <message>
        <source>Shut the guest down, then start it.</source>
        <translation>请先将来宾关机，然后再启动。</translation>
    </message>
    <message>
        <source>The host has no picture of this screen.</source>
        <translation>主机没有此屏幕的图像。</translation>
    </message>
    <message>
        <source>Start the virtual machine first.</source>
        <translation>请先启动虚拟机。</translation>
    </message>
    <message>
        <source>Items that the guest tells cannot be changed from here.</source>
        <translation>来宾告知的项不能在此更改。</translation>
    </message>
    <message>
        <source>Change it inside the guest.</source>
        <translation>请在来宾中更改。</translation>
    </message>
    <message>
        <source>The item has no name.</source>
        <translation>该项没有名称。</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>The name or the value has control characters.</source>
        <translation>名称或值中有控制字符。</translation>
    </message>
    <message>
        <source>Remove them.</source>
        <translation>请删除这些字符。</translation>
    </message>
    <message>
        <source>The name or the value is too long.</source>
        <translation>名称或值过长。</translation>
    </message>
    <message>
        <source>A name has at most 512 bytes, a value 16 KB.</source>
        <translation>名称最多 512 字节，值最多 16 KB。</translation>
    </message>
    <message>
        <source>The adapter does not belong to this virtual machine, or not any more.</source>
        <translation>该适配器不属于或不再属于此虚拟机。</translation>
    </message>
    <message>
        <source>Read the networks again.</source>
        <translation>请重新读取网络。</translation>
    </message>
    <message>
        <source>A fixed configuration needs an address.</source>
        <translation>固定配置需要地址。</translation>
    </message>
    <message>
        <source>Enter an address with its mask or prefix length.</source>
        <translation>请输入地址及其掩码或前缀长度。</translation>
    </message>
    <message>
        <source>An address is not valid.</source>
        <translation>有一个地址无效。</translation>
    </message>
    <message>
        <source>Correct it.</source>
        <translation>请更正。</translation>
    </message>
    <message>
        <source>A gateway is not a valid address.</source>
        <translation>有一个网关不是有效的地址。</translation>
    </message>
    <message>
        <source>A DNS server is not a valid address.</source>
        <translation>有一个 DNS 服务器不是有效的地址。</translation>
    </message>
    <message>
        <source>A mask or prefix length is not valid.</source>
        <translation>有一个掩码或前缀长度无效。</translation>
    </message>
    <message>
        <source>Write it as 255.255.255.0, 24 or 64.</source>
        <translation>请写成 255.255.255.0、24 或 64。</translation>
    </message>
    <message>
        <source>No address is of the gateway&apos;s protocol.</source>
        <translation>没有与网关同一协议的地址。</translation>
    </message>
    <message>
        <source>Add one, or remove the gateway.</source>
        <translation>请添加一个，或移除该网关。</translation>
    </message>
    <message>
        <source>There are too many entries.</source>
        <translation>条目过多。</translation>
    </message>
    <message>
        <source>At most 5 gateways, and 64 of everything else.</source>
        <translation>网关最多 5 个，其他各项最多 64 个。</translation>
    </message>
    <message>
        <source>The path of the file is missing.</source>
        <translation>缺少文件的路径。</translation>
    </message>
    <message>
        <source>Enter the whole path on the host.</source>
        <translation>请输入主机上的完整路径。</translation>
    </message>
    <message>
        <source>The path in the guest is missing.</source>
        <translation>缺少来宾中的路径。</translation>
    </message>
    <message>
        <source>Enter the whole path in the guest.</source>
        <translation>请输入来宾中的完整路径。</translation>
    </message>
    <message>
        <source>This plan is no longer kept.</source>
        <translation>此计划已不再保留。</translation>
    </message>
    <message>
        <source>Look at the state of the virtual machines.</source>
        <translation>请查看虚拟机的状态。</translation>
    </message>
    <message>
        <source>The state of the virtual machine does not allow this any more.</source>
        <translation>虚拟机的状态已不允许此操作。</translation>
    </message>
    <message>
        <source>Wait until it has settled, then try again.</source>
        <translation>请等待其稳定后重试。</translation>
    </message>
    <message>
        <source>Its services have not been read yet.</source>
        <translation>其服务尚未读取。</translation>
    </message>
    <message>
        <source>Refresh the host, then try again.</source>
        <translation>请刷新主机后重试。</translation>
    </message>
    <message>
        <source>Another host shows the same virtual machine.</source>
        <translation>另一台主机显示同一台虚拟机。</translation>
    </message>
    <message>
        <source>Change it on one host only.</source>
        <translation>请只在一台主机上更改。</translation>
    </message>
    <message>
        <source>There is no such example profile.</source>
        <translation>没有这样的示例配置规则。</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>请从列表中选择一个。</translation>
    </message>
    <message>
        <source>The host&apos;s name or address cannot be used for a session.</source>
        <translation>主机的名称或地址不能用于会话。</translation>
    </message>
    <message>
        <source>Correct it in the host&apos;s settings.</source>
        <translation>请在主机设置中更正。</translation>
    </message>
    <message>
        <source>The virtual machine&apos;s id cannot be used for a session.</source>
        <translation>虚拟机的 ID 不能用于会话。</translation>
    </message>
    <message>
        <source>Refresh the host.</source>
        <translation>请刷新主机。</translation>
    </message>
    <message>
        <source>The account&apos;s name cannot be used for a session.</source>
        <translation>帐户名不能用于会话。</translation>
    </message>
    <message>
        <source>The kept fingerprint of the console&apos;s certificate is damaged.</source>
        <translation>保存的控制台证书指纹已损坏。</translation>
    </message>
    <message>
        <source>Forget it, and connect again.</source>
        <translation>请忘记它，然后重新连接。</translation>
    </message>
    <message>
        <source>The chosen program cannot show this kind of session.</source>
        <translation>所选程序不能显示这种会话。</translation>
    </message>
    <message>
        <source>Choose another program, or switch the adapter on for it.</source>
        <translation>请选择其他程序，或为其打开适配器。</translation>
    </message>
    <message>
        <source>The program for sessions could not be started.</source>
        <translation>无法启动会话程序。</translation>
    </message>
    <message>
        <source>Check that it is still installed.</source>
        <translation>请检查它是否仍已安装。</translation>
    </message>
    <message>
        <source>A folder that the session is to share is not there: %1</source>
        <translation>会话要共享的文件夹不存在：%1</translation>
    </message>
    <message>
        <source>Attach its disk, or take it out of the session options.</source>
        <translation>请接上它所在的磁盘，或将它从会话选项中移除。</translation>
    </message>
    <message>
        <source>The password holds a line break, which no program can be handed.</source>
        <translation>密码中有换行符，无法交给任何程序。</translation>
    </message>
    <message>
        <source>Let the program ask for it itself.</source>
        <translation>请让该程序自行询问密码。</translation>
    </message>
    <message>
        <source>The guest tells no usable address.</source>
        <translation>来宾没有告知可用的地址。</translation>
    </message>
    <message>
        <source>Enter the address by hand in a terminal.</source>
        <translation>请在终端中手动输入地址。</translation>
    </message>
    <message>
        <source>This account name cannot be used for SSH.</source>
        <translation>此帐户名不能用于 SSH。</translation>
    </message>
    <message>
        <source>Use a plain account name.</source>
        <translation>请使用普通的帐户名。</translation>
    </message>
    <message>
        <source>This computer has no SSH program or no terminal.</source>
        <translation>此计算机没有 SSH 程序或没有终端。</translation>
    </message>
    <message>
        <source>Install OpenSSH and a terminal.</source>
        <translation>请安装 OpenSSH 和一个终端。</translation>
    </message>
    <message>
        <source>The virtual machine has no keyboard now.</source>
        <translation>该虚拟机目前没有键盘。</translation>
    </message>
    <message>
        <source>The name is empty, too long or has control characters.</source>
        <translation>名称为空、过长或含有控制字符。</translation>
    </message>
    <message>
        <source>Enter DOMAIN\user or a SID.</source>
        <translation>请输入 DOMAIN\user 或 SID。</translation>
    </message>
    <message>
        <source>This host has no setting for enhanced sessions.</source>
        <translation>此主机没有增强会话的设置。</translation>
    </message>
    <message>
        <source>Use a basic session; enhanced ones need Windows Server 2012 R2 or newer.</source>
        <translation>请使用基本会话；增强会话需要 Windows Server 2012 R2 或更高版本。</translation>
    </message>
    <message>
        <source>This host cannot set the channel of enhanced sessions, or reports one that is not known.</source>
        <translation>此主机无法设置增强会话的通道，或报告了未知的通道。</translation>
    </message>
    <message>
        <source>It needs Windows 10 1803, Windows Server 2019 or newer; use a basic session.</source>
        <translation>这需要 Windows 10 1803、Windows Server 2019 或更高版本；请使用基本会话。</translation>
    </message>
    <message>
        <source>What answers on the console port does not speak TLS.</source>
        <translation>控制台端口上的服务不使用 TLS。</translation>
    </message>
    <message>
        <source>Check the port: Hyper-V&apos;s consoles are on 2179 unless the host says otherwise.</source>
        <translation>请检查端口：除非主机另有说明，Hyper-V 的控制台使用 2179。</translation>
    </message>
    <message>
        <source>The host closed the connection when it heard which machine is meant.</source>
        <translation>主机在得知所要的虚拟机后关闭了连接。</translation>
    </message>
    <message>
        <source>The virtual machine may be off, moved or removed: refresh the host, then try again.</source>
        <translation>虚拟机可能已关闭、移走或删除：请刷新主机后重试。</translation>
    </message>
    <message>
        <source>The adapter serves sessions over the host only.</source>
        <translation>适配器只用于经由主机的会话。</translation>
    </message>
    <message>
        <source>Choose an enhanced or a basic session.</source>
        <translation>请选择增强会话或基本会话。</translation>
    </message>
    <message>
        <source>The adapter needs a certificate of the host that you trust.</source>
        <translation>适配器需要您信任的主机证书。</translation>
    </message>
    <message>
        <source>Connect again, and trust the certificate when asked.</source>
        <translation>请重新连接，并在询问时信任该证书。</translation>
    </message>
    <message>
        <source>The adapter has served its one connection already.</source>
        <translation>适配器已经用完其唯一的一次连接。</translation>
    </message>
    <message>
        <source>Connect again: every session gets an adapter of its own.</source>
        <translation>请重新连接：每个会话都有自己的适配器。</translation>
    </message>
    <message>
        <source>The adapter could not listen on this computer.</source>
        <translation>适配器无法在此计算机上监听。</translation>
    </message>
    <message>
        <source>Close other sessions or programs that hold many ports, and try again.</source>
        <translation>请关闭其他会话或占用大量端口的程序，然后重试。</translation>
    </message>
    <message>
        <source>The session options cannot be kept as they are.</source>
        <translation>无法按现在的样子保存会话选项。</translation>
    </message>
    <message>
        <source>Check the display size, the monitors and the folders.</source>
        <translation>请检查显示大小、显示器和文件夹。</translation>
    </message>
    <message>
        <source>There is no folder to keep the options for.</source>
        <translation>没有可为其保存选项的文件夹。</translation>
    </message>
    <message>
        <source>Keep them for the virtual machine, or as the default.</source>
        <translation>请为该虚拟机保存，或保存为默认值。</translation>
    </message>
</context>
<context>
    <name>FilterBox</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter by anything: name, address, MAC, disk, note, os:ubuntu, is:off…</source>
        <translation>按任意内容筛选：名称、地址、MAC、磁盘、备注、os:ubuntu、is:off…</translation>
    </message>
    <message>
        <source>What a query can ask</source>
        <translation>查询可以问什么</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>FleetTreeView</name>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
</context>
<context>
    <name>FolderEntryDialog</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Parts are joined by /. A folder that does not exist is made.</source>
        <translation>各级以 / 连接。不存在的文件夹会被创建。</translation>
    </message>
</context>
<context>
    <name>GuestAccountDialog</name>
    <message>
        <source>Account in the guest</source>
        <translation>来宾中的帐户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>&amp;Account:</source>
        <translation>帐户(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>Remote Desktop goes to the guest at %1: sign in with an account of it.</source>
        <translation>远程桌面连接到来宾的 %1：请用来宾中的帐户登录。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
</context>
<context>
    <name>GuestEntry</name>
    <message>
        <source>Enter a name.</source>
        <translation>请输入名称。</translation>
    </message>
    <message>
        <source>Control characters cannot be handed to the guest.</source>
        <translation>控制字符不能交给来宾。</translation>
    </message>
    <message>
        <source>Items of the guest cannot be changed.</source>
        <translation>来宾的项不能更改。</translation>
    </message>
    <message>
        <source>There is an item “%1” in this list already.</source>
        <translation>此列表中已有“%1”项。</translation>
    </message>
    <message>
        <source>The name is too long (at most 512 bytes).</source>
        <translation>名称过长（最多 512 字节）。</translation>
    </message>
    <message>
        <source>The value is too long (at most 16 KB).</source>
        <translation>值过长（最多 16 KB）。</translation>
    </message>
    <message>
        <source>The adapter is no longer known.</source>
        <translation>该适配器已不存在。</translation>
    </message>
    <message>
        <source>Enter at least one address.</source>
        <translation>请至少输入一个地址。</translation>
    </message>
    <message>
        <source>“%1” is no address for an adapter.</source>
        <translation>“%1”不是适配器可用的地址。</translation>
    </message>
    <message>
        <source>“%1” is no mask or prefix length: 255.255.255.0 or 24 for IPv4, 64 for IPv6.</source>
        <translation>“%1”不是掩码或前缀长度：IPv4 如 255.255.255.0 或 24，IPv6 如 64。</translation>
    </message>
    <message>
        <source>Enter a mask or prefix length: 255.255.255.0 or 24 for IPv4, 64 for IPv6.</source>
        <translation>请输入掩码或前缀长度：IPv4 如 255.255.255.0 或 24，IPv6 如 64。</translation>
    </message>
    <message>
        <source>“%1” is no address of a gateway.</source>
        <translation>“%1”不是网关的地址。</translation>
    </message>
    <message>
        <source>No address here is of the protocol of the gateway %1.</source>
        <translation>这里没有与网关 %1 同一协议的地址。</translation>
    </message>
    <message>
        <source>“%1” is no address of a DNS server.</source>
        <translation>“%1”不是 DNS 服务器的地址。</translation>
    </message>
    <message>
        <source>There are too many: at most %1.</source>
        <translation>过多：最多 %1 个。</translation>
    </message>
    <message>
        <source>Enter the file on the host.</source>
        <translation>请输入主机上的文件。</translation>
    </message>
    <message>
        <source>Enter the whole path on the host, such as D:\ISO\setup.iso.</source>
        <translation>请输入主机上的完整路径，例如 D:\ISO\setup.iso。</translation>
    </message>
    <message>
        <source>Choose a file of this computer.</source>
        <translation>请选择此计算机上的文件。</translation>
    </message>
    <message>
        <source>Windows cannot take a file of this name; rename it first.</source>
        <translation>Windows 不接受这种文件名；请先重命名。</translation>
    </message>
    <message>
        <source>Enter a folder that this computer and the host both reach.</source>
        <translation>请输入此计算机和主机都能访问的文件夹。</translation>
    </message>
    <message>
        <source>Enter the folder&apos;s whole path as this computer reaches it.</source>
        <translation>请输入此计算机访问该文件夹的完整路径。</translation>
    </message>
    <message>
        <source>Enter the same folder&apos;s whole path as the host sees it.</source>
        <translation>请输入主机看到的同一文件夹的完整路径。</translation>
    </message>
    <message>
        <source>Enter the whole path in the guest, with the file&apos;s name.</source>
        <translation>请输入来宾中包括文件名的完整路径。</translation>
    </message>
    <message>
        <source>This cannot be handed to the guest (%1).</source>
        <translation>无法交给来宾 (%1)。</translation>
    </message>
</context>
<context>
    <name>GuestFactsPanel</name>
    <message>
        <source>Guest name</source>
        <translation>来宾名称</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>体系结构</translation>
    </message>
    <message numerus="yes">
        <source>%n more address(es) in the table below</source>
        <translation>
            <numerusform>下表中还有 %n 个地址</numerusform>
        </translation>
    </message>
    <message>
        <source>Address %1</source>
        <translation>地址 %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the address %1</source>
        <translation>复制地址 %1</translation>
    </message>
</context>
<context>
    <name>GuestItemsModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
</context>
<context>
    <name>GuestItemsPanel</name>
    <message>
        <source>Data of guest and host</source>
        <translation>来宾与主机的数据</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Add an item of the host</source>
        <translation>添加主机的项</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Change the chosen item</source>
        <translation>更改所选的项</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the chosen items</source>
        <translation>移除所选的项</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the chosen items</source>
        <translation>复制所选的项</translation>
    </message>
    <message>
        <source>Only items of the host can be changed.</source>
        <translation>只能更改主机的项。</translation>
    </message>
</context>
<context>
    <name>GuestNetworkText</name>
    <message>
        <source>Addresses from</source>
        <translation>地址来源</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>DNS</source>
        <translation>DNS</translation>
    </message>
    <message>
        <source>DHCP</source>
        <translation>DHCP</translation>
    </message>
    <message>
        <source>fixed by hand</source>
        <translation>手动固定</translation>
    </message>
    <message>
        <source>Network adapter %1</source>
        <translation>网络适配器 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GuestNotice</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Read the guest&apos;s data again</source>
        <translation>重新读取来宾的数据</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Copy details of the error</source>
        <translation>复制错误的详细信息</translation>
    </message>
</context>
<context>
    <name>GuestStepBox</name>
    <message>
        <source>Copy Commands</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Copy the commands for the guest: %1</source>
        <translation>复制用于来宾的命令：%1</translation>
    </message>
</context>
<context>
    <name>GuestSteps</name>
    <message>
        <source>In this Windows guest, start the service as an administrator. Where it is missing, install the integration components through Windows Update.</source>
        <translation>在此 Windows 来宾中以管理员身份启动该服务。如果没有该服务，请通过 Windows 更新安装集成组件。</translation>
    </message>
    <message>
        <source>In this guest, install and start the daemon that answers for this service.</source>
        <translation>在此来宾中安装并启动应答此服务的守护程序。</translation>
    </message>
    <message>
        <source>In this guest, load the kernel module that answers for this service.</source>
        <translation>在此来宾中加载应答此服务的内核模块。</translation>
    </message>
    <message>
        <source>FreeBSD brings these services with its kernel and base system; update the guest, and see that its system log shows no error of hv_utils.</source>
        <translation>FreeBSD 的内核和基本系统自带这些服务；请更新来宾，并确认其系统日志中没有 hv_utils 的错误。</translation>
    </message>
    <message>
        <source>The guest has not told which system it runs. Windows: start the service %1. Linux: load the kernel module hv_utils, and install the distribution&apos;s Hyper-V daemons.</source>
        <translation>来宾尚未告知其系统。Windows：启动服务 %1。Linux：加载内核模块 hv_utils，并安装发行版的 Hyper-V 守护程序。</translation>
    </message>
</context>
<context>
    <name>GuestTab</name>
    <message>
        <source>Guest</source>
        <translation>来宾</translation>
    </message>
    <message>
        <source>Read Again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Read the guest&apos;s data again</source>
        <translation>重新读取来宾的数据</translation>
    </message>
    <message>
        <source>Copy File…</source>
        <translation>复制文件…</translation>
    </message>
    <message>
        <source>Copy a file into the guest</source>
        <translation>将文件复制到来宾</translation>
    </message>
    <message>
        <source>Data of guest and host</source>
        <translation>来宾与主机的数据</translation>
    </message>
    <message>
        <source>Network inside the guest</source>
        <translation>来宾内的网络</translation>
    </message>
    <message>
        <source>Reading the guest&apos;s data…</source>
        <translation>正在读取来宾的数据…</translation>
    </message>
</context>
<context>
    <name>GuestText</name>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Host only</source>
        <translation>仅限主机</translation>
    </message>
    <message>
        <source>Guest software</source>
        <translation>来宾软件</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Written on the host, for the guest to read.</source>
        <translation>写在主机上，供来宾读取。</translation>
    </message>
    <message>
        <source>Written on the host, for the host; the guest never sees it.</source>
        <translation>写在主机上，供主机使用；来宾永远看不到。</translation>
    </message>
    <message>
        <source>Written by software in the guest.</source>
        <translation>由来宾中的软件写入。</translation>
    </message>
    <message>
        <source>Told by the guest&apos;s integration components.</source>
        <translation>由来宾的集成组件告知。</translation>
    </message>
    <message>
        <source>Computer name</source>
        <translation>计算机名</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>System version</source>
        <translation>系统版本</translation>
    </message>
    <message>
        <source>System version, major</source>
        <translation>系统主版本号</translation>
    </message>
    <message>
        <source>System version, minor</source>
        <translation>系统次版本号</translation>
    </message>
    <message>
        <source>System build</source>
        <translation>系统内部版本</translation>
    </message>
    <message>
        <source>System platform</source>
        <translation>系统平台</translation>
    </message>
    <message>
        <source>System edition</source>
        <translation>系统版本类型</translation>
    </message>
    <message>
        <source>Service pack</source>
        <translation>Service Pack</translation>
    </message>
    <message>
        <source>Service pack, major</source>
        <translation>Service Pack 主版本号</translation>
    </message>
    <message>
        <source>Service pack, minor</source>
        <translation>Service Pack 次版本号</translation>
    </message>
    <message>
        <source>Product suites</source>
        <translation>产品套件</translation>
    </message>
    <message>
        <source>Product type</source>
        <translation>产品类型</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>体系结构</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
    <message>
        <source>IPv4 addresses</source>
        <translation>IPv4 地址</translation>
    </message>
    <message>
        <source>IPv6 addresses</source>
        <translation>IPv6 地址</translation>
    </message>
    <message>
        <source>Remote desktop IPv4 addresses</source>
        <translation>远程桌面 IPv4 地址</translation>
    </message>
    <message>
        <source>Remote desktop IPv6 addresses</source>
        <translation>远程桌面 IPv6 地址</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取于%1</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not be read and are missing here.</source>
        <translation>
            <numerusform>有 %n 项无法读取，此处未列出。</numerusform>
        </translation>
    </message>
    <message>
        <source>This virtual machine has no data exchange service.</source>
        <translation>此虚拟机没有数据交换服务。</translation>
    </message>
    <message>
        <source>Data exchange is switched off for this virtual machine.</source>
        <translation>此虚拟机的数据交换已关闭。</translation>
    </message>
    <message>
        <source>Switch it on among the integration services; then the guest can tell.</source>
        <translation>请在集成服务中打开它，来宾才能告知信息。</translation>
    </message>
    <message>
        <source>The virtual machine is off; its guest tells nothing.</source>
        <translation>虚拟机已关闭；其来宾不告知任何信息。</translation>
    </message>
    <message>
        <source>The virtual machine is saved; its guest tells nothing.</source>
        <translation>虚拟机已保存；其来宾不告知任何信息。</translation>
    </message>
    <message>
        <source>Items of the host are kept, and the guest can read them when it runs.</source>
        <translation>主机的项会保留，来宾运行后即可读取。</translation>
    </message>
    <message>
        <source>The guest does not run just now, so it tells nothing.</source>
        <translation>来宾当前没有运行，因此不告知任何信息。</translation>
    </message>
    <message>
        <source>Nothing in the guest answers on data exchange.</source>
        <translation>来宾中没有程序应答数据交换。</translation>
    </message>
    <message>
        <source>A guest that still starts needs a minute.</source>
        <translation>刚启动的来宾需要一分钟。</translation>
    </message>
</context>
<context>
    <name>HostCertificateChangedDialog</name>
    <message>
        <source>Host certificate changed</source>
        <translation>主机证书已更改</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed.</source>
        <translation>%1 的证书已更改。</translation>
    </message>
    <message>
        <source>The connection was stopped before anything was sent. Somebody may stand between you and the host, or the host was installed anew or renewed its certificate. Ask whoever keeps the host.</source>
        <translation>连接在发送任何内容之前已停止。可能有人位于您与主机之间，也可能主机已重新安装或更新了证书。请询问该主机的管理者。</translation>
    </message>
    <message>
        <source>Trusted:</source>
        <translation>已信任：</translation>
    </message>
    <message>
        <source>Now:</source>
        <translation>现在：</translation>
    </message>
    <message>
        <source>Trust the New One</source>
        <translation>信任新证书</translation>
    </message>
    <message>
        <source>I &amp;know why the certificate changed</source>
        <translation>我知道证书更改的原因(&amp;K)</translation>
    </message>
</context>
<context>
    <name>HostCertificateDialog</name>
    <message>
        <source>Host certificate</source>
        <translation>主机证书</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one that the host itself shows, or ask whoever keeps the host. When they are the same, trust it for this host: from then on exactly this certificate is believed, and the connection stops when it changes.</source>
        <translation>请将此指纹与主机自身显示的指纹核对，或询问该主机的管理者。若两者相同，请为此主机信任它：此后只信任这一张证书，证书一旦更改，连接就会停止。</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256：</translation>
    </message>
    <message>
        <source>Trust the certificate of %1?</source>
        <translation>是否信任 %1 的证书？</translation>
    </message>
    <message>
        <source>On the host, this shows the fingerprints:</source>
        <translation>在主机上，以下命令可显示指纹：</translation>
    </message>
    <message>
        <source>Trust for This Host</source>
        <translation>为此主机信任</translation>
    </message>
</context>
<context>
    <name>HostEntryText</name>
    <message>
        <source>A client certificate needs TLS.</source>
        <translation>客户端证书需要 TLS。</translation>
    </message>
    <message>
        <source>Basic without TLS sends the password in clear text.</source>
        <translation>不使用 TLS 的基本身份验证以明文发送密码。</translation>
    </message>
    <message>
        <source>A service name looks like HTTP/hv01.example.com.</source>
        <translation>服务名形如 HTTP/hv01.example.com。</translation>
    </message>
    <message>
        <source>A realm looks like LAB.EXAMPLE.COM.</source>
        <translation>领域形如 LAB.EXAMPLE.COM。</translation>
    </message>
    <message>
        <source>Choose the certificate and its key.</source>
        <translation>请选择证书及其密钥。</translation>
    </message>
    <message>
        <source>Enter the account, for example LAB\admin.</source>
        <translation>请输入帐户，例如 LAB\admin。</translation>
    </message>
    <message>
        <source>Enter the host&apos;s name or IP address.</source>
        <translation>请输入主机名或 IP 地址。</translation>
    </message>
    <message>
        <source>The address is a name or an IP address, nothing else.</source>
        <translation>地址只能是名称或 IP 地址。</translation>
    </message>
</context>
<context>
    <name>HostForm</name>
    <message>
        <source>&amp;Address:</source>
        <translation>地址(&amp;A)：</translation>
    </message>
    <message>
        <source>&amp;CA file:</source>
        <translation>CA 文件(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>文件夹(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;Key:</source>
        <translation>密钥(&amp;K)：</translation>
    </message>
    <message>
        <source>&amp;Label:</source>
        <translation>标签(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Verify the host&apos;s certificate</source>
        <translation>验证主机证书(&amp;V)</translation>
    </message>
    <message>
        <source>A&amp;uthentication:</source>
        <translation>身份验证(&amp;U)：</translation>
    </message>
    <message>
        <source>Accou&amp;nt:</source>
        <translation>帐户(&amp;N)：</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>帐户</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>身份验证</translation>
    </message>
    <message>
        <source>Service na&amp;me:</source>
        <translation>服务名(&amp;M)：</translation>
    </message>
    <message>
        <source>Browse for %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>C&amp;ertificate:</source>
        <translation>证书(&amp;E)：</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA 文件</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>Encrypt with &amp;TLS (HTTPS)</source>
        <translation>使用 TLS 加密 (HTTPS)(&amp;T)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>LAB\admin, HV01\Administrator</source>
        <translation>LAB\admin、HV01\Administrator</translation>
    </message>
    <message>
        <source>%1, from the folder %2</source>
        <translation>%1，来自文件夹 %2</translation>
    </message>
    <message>
        <source>Kerberos realm</source>
        <translation>Kerberos 领域</translation>
    </message>
    <message>
        <source>as the account or the system says</source>
        <translation>由账户或系统决定</translation>
    </message>
    <message>
        <source>Service name</source>
        <translation>服务名</translation>
    </message>
    <message>
        <source>HTTP/ and the address</source>
        <translation>HTTP/ 加地址</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>P&amp;ort:</source>
        <translation>端口(&amp;O)：</translation>
    </message>
    <message>
        <source>Certificate:</source>
        <translation>证书：</translation>
    </message>
    <message>
        <source>&amp;Realm:</source>
        <translation>领域(&amp;R)：</translation>
    </message>
    <message>
        <source>of the key, if it is encrypted</source>
        <translation>密钥的密码（若已加密）</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All (*)</source>
        <translation>PEM 文件 (*.pem *.crt *.cer *.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Send the password in clear text all the same</source>
        <translation>仍然以明文发送密码</translation>
    </message>
    <message>
        <source>as the address</source>
        <translation>与地址相同</translation>
    </message>
    <message>
        <source>hv01.example.com or 192.0.2.10</source>
        <translation>hv01.example.com 或 192.0.2.10</translation>
    </message>
    <message>
        <source>none; parts joined by /</source>
        <translation>无；各级以 / 分隔</translation>
    </message>
    <message>
        <source>the system&apos;s certificates</source>
        <translation>系统证书</translation>
    </message>
</context>
<context>
    <name>HostImportDialog</name>
    <message>
        <source>Import of hosts</source>
        <translation>导入主机</translation>
    </message>
    <message>
        <source>Folder for all of them</source>
        <translation>全部放入的文件夹</translation>
    </message>
    <message>
        <source>their own folders, at the top</source>
        <translation>各自的文件夹，位于顶层</translation>
    </message>
    <message>
        <source>Hosts of the list</source>
        <translation>列表中的主机</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>&amp;Into the folder:</source>
        <translation>放入文件夹(&amp;I)：</translation>
    </message>
    <message>
        <source>Passwords are never taken from lists; they are asked for when needed.</source>
        <translation>绝不从列表中取密码；需要时会询问。</translation>
    </message>
    <message numerus="yes">
        <source>%n new host(s)</source>
        <translation>
            <numerusform>%n 台新主机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n 台已存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be taken</source>
        <translation>
            <numerusform>%n 项无法导入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n Host(s)</source>
        <translation>
            <numerusform>添加 %n 台主机</numerusform>
        </translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>there already</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>HostLists</name>
    <message numerus="yes">
        <source>%n host(s) added.</source>
        <translation>
            <numerusform>已添加 %n 台主机。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 台主机写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Lists of hosts (*.csv *.rdg *.xml)</source>
        <translation>主机列表 (*.csv *.rdg *.xml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>HostPanel</name>
    <message>
        <source>%1. Last read %2.</source>
        <translation>%1。上次读取：%2。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开连接</translation>
    </message>
    <message>
        <source>Edit Host…</source>
        <translation>编辑主机…</translation>
    </message>
    <message>
        <source>Enter Password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>Find Out Why…</source>
        <translation>查明原因…</translation>
    </message>
    <message>
        <source>Certificate…</source>
        <translation>证书…</translation>
    </message>
    <message>
        <source>%1. Read-only: nothing is changed on it from here</source>
        <translation>%1。只读：不会从这里更改它</translation>
    </message>
    <message>
        <source>Try Again Now</source>
        <translation>立即重试</translation>
    </message>
</context>
<context>
    <name>HostText</name>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2 free</source>
        <translation>%1，可用 %2</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message numerus="yes">
        <source>%n logical processors</source>
        <translation>
            <numerusform>%n 个逻辑处理器</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n 台正在运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>计算机</translation>
    </message>
    <message>
        <source>Disk folder</source>
        <translation>磁盘文件夹</translation>
    </message>
    <message>
        <source>Enhanced session</source>
        <translation>增强会话</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>VM folder</source>
        <translation>虚拟机文件夹</translation>
    </message>
    <message>
        <source>Virtual machines</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>每 %1 一次</translation>
    </message>
    <message>
        <source>every %1, because the host answers slowly</source>
        <translation>每 %1 一次，因为主机应答缓慢</translation>
    </message>
    <message>
        <source>not allowed by the host</source>
        <translation>主机不允许</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n virtual machines selected; shown is the last one.</source>
        <translation>
            <numerusform>已选择 %n 台虚拟机；显示的是最后一台。</numerusform>
        </translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Select a virtual machine or a host.</source>
        <translation>请选择虚拟机或主机。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>来宾</translation>
    </message>
</context>
<context>
    <name>ItemEntryDialog</name>
    <message>
        <source>Add an item for %1</source>
        <translation>为 %1 添加项</translation>
    </message>
    <message>
        <source>Change an item for %1</source>
        <translation>更改 %1 的项</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Who reads it</source>
        <translation>读取者</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>名称(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Value:</source>
        <translation>值(&amp;V)：</translation>
    </message>
    <message>
        <source>&amp;Pool:</source>
        <translation>池(&amp;P)：</translation>
    </message>
    <message>
        <source>Add Item</source>
        <translation>添加项</translation>
    </message>
    <message>
        <source>Change Item</source>
        <translation>更改项</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>English (US)</source>
        <translation>英语（美国）</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Del</source>
        <translation>Ctrl+Alt+Del</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Esc</source>
        <translation>Ctrl+Shift+Esc</translation>
    </message>
    <message>
        <source>Ctrl+Esc</source>
        <translation>Ctrl+Esc</translation>
    </message>
    <message>
        <source>Alt+Tab</source>
        <translation>Alt+Tab</translation>
    </message>
    <message>
        <source>Alt+F4</source>
        <translation>Alt+F4</translation>
    </message>
    <message>
        <source>Windows key</source>
        <translation>Windows 键</translation>
    </message>
    <message>
        <source>Windows key+R</source>
        <translation>Windows 键+R</translation>
    </message>
    <message>
        <source>Windows key+L</source>
        <translation>Windows 键+L</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Print Screen</source>
        <translation>Print Screen</translation>
    </message>
    <message>
        <source>Alt+Print Screen</source>
        <translation>Alt+Print Screen</translation>
    </message>
    <message>
        <source>The layout %1 cannot type: %2</source>
        <translation>布局 %1 无法键入：%2</translation>
    </message>
    <message>
        <source>The layout cannot type the characters at: %1</source>
        <translation>该布局无法键入位于这些位置的字符：%1</translation>
    </message>
</context>
<context>
    <name>LastKnown</name>
    <message>
        <source>There is nothing to do: it was set aside as %2. Hosts that answer are read anew; of others nothing is shown until they do.</source>
        <translation>无需任何操作：该文件已另存为 %2。有响应的主机将重新读取；其他主机在响应之前不显示任何内容。</translation>
    </message>
    <message>
        <source>What was last known of the hosts is lost: the file %1 is broken.</source>
        <translation>主机的最近已知信息已丢失：文件 %1 已损坏。</translation>
    </message>
    <message>
        <source>What was last known of the hosts was kept by another version of this program (%1).</source>
        <translation>主机的最近已知信息是由本程序的另一个版本保存的（%1）。</translation>
    </message>
    <message>
        <source>What was last known of the hosts cannot be read from %1.</source>
        <translation>无法从 %1 读取主机的最近已知信息。</translation>
    </message>
    <message>
        <source>Check its permissions and whether another program holds it. Hosts that answer are read anew.</source>
        <translation>请检查其权限，以及是否有其他程序正在占用它。有响应的主机将重新读取。</translation>
    </message>
    <message>
        <source>What is known of the hosts cannot be kept for the next start: %1 cannot be written.</source>
        <translation>无法为下次启动保存主机的已知信息：无法写入 %1。</translation>
    </message>
    <message>
        <source>Check free space and permissions. Nothing else is affected, and it is tried again.</source>
        <translation>请检查可用空间和权限。其他功能不受影响，程序会再次尝试。</translation>
    </message>
</context>
<context>
    <name>Listings</name>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>已复制 %n 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 行写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>it has no address</source>
        <translation>没有地址</translation>
    </message>
    <message>
        <source>this is no name or address: %1</source>
        <translation>这不是名称或地址：%1</translation>
    </message>
    <message>
        <source>this is no port: %1</source>
        <translation>这不是端口：%1</translation>
    </message>
    <message>
        <source>this is no way to sign in: %1</source>
        <translation>这不是登录方式：%1</translation>
    </message>
    <message>
        <source>no Windows host: it is reached by %1</source>
        <translation>不是 Windows 主机：通过 %1 访问</translation>
    </message>
    <message>
        <source>The list %1 cannot be opened (%2).</source>
        <translation>无法打开列表 %1（%2）。</translation>
    </message>
    <message>
        <source>Check that it is there and that you may read it.</source>
        <translation>请检查它是否存在以及您是否有权读取。</translation>
    </message>
    <message>
        <source>The list %1 is too large.</source>
        <translation>列表 %1 过大。</translation>
    </message>
    <message>
        <source>Part it; at most 8 MB are read at once.</source>
        <translation>请将其拆分；一次最多读取 8 MB。</translation>
    </message>
    <message>
        <source>The list %1 has too many hosts.</source>
        <translation>列表 %1 中的主机过多。</translation>
    </message>
    <message>
        <source>Part it; at most 20,000 are read at once.</source>
        <translation>请将其拆分；一次最多读取 20,000 台。</translation>
    </message>
    <message>
        <source>The list %1 is neither UTF-8 nor UTF-16.</source>
        <translation>列表 %1 既不是 UTF-8 也不是 UTF-16。</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8.</source>
        <translation>请将其另存为 UTF-8 编码的 CSV。</translation>
    </message>
    <message>
        <source>The list %1 has no column with addresses.</source>
        <translation>列表 %1 中没有地址列。</translation>
    </message>
    <message>
        <source>Name the columns in the first line: address, label, folder, user, port, tls, method.</source>
        <translation>请在第一行写明列名：address、label、folder、user、port、tls、method。</translation>
    </message>
    <message>
        <source>The list %1 is no XML that can be read safely.</source>
        <translation>列表 %1 不是可以安全读取的 XML。</translation>
    </message>
    <message>
        <source>Export it again from RDCMan or mRemoteNG.</source>
        <translation>请从 RDCMan 或 mRemoteNG 重新导出。</translation>
    </message>
    <message>
        <source>The list %1 is neither RDCMan&apos;s nor mRemoteNG&apos;s (%2).</source>
        <translation>列表 %1 既不是 RDCMan 的也不是 mRemoteNG 的（%2）。</translation>
    </message>
    <message>
        <source>Choose a .rdg file, a confCons.xml or a CSV file.</source>
        <translation>请选择 .rdg 文件、confCons.xml 或 CSV 文件。</translation>
    </message>
    <message>
        <source>The list %1 is encrypted as a whole.</source>
        <translation>列表 %1 已整体加密。</translation>
    </message>
    <message>
        <source>Export it from mRemoteNG without encrypting the whole file.</source>
        <translation>请在 mRemoteNG 中不加密整个文件地导出。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了意外错误。</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>工具栏</translation>
    </message>
</context>
<context>
    <name>MarksEntryDialog</name>
    <message>
        <source>Colour and Notes</source>
        <translation>颜色和备注</translation>
    </message>
    <message>
        <source>Tags and Notes</source>
        <translation>标签和备注</translation>
    </message>
    <message>
        <source>&amp;Favourite: stands above the others</source>
        <translation>收藏：排在其他之前(&amp;F)</translation>
    </message>
    <message>
        <source>Tags, separated by spaces</source>
        <translation>标签，以空格分隔</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>&amp;Tags:</source>
        <translation>标签(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Colour:</source>
        <translation>颜色(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Notes:</source>
        <translation>备注(&amp;N)：</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
</context>
<context>
    <name>Matrix</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>失去</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>To on…</source>
        <translation>转为开…</translation>
    </message>
    <message>
        <source>To off…</source>
        <translation>转为关…</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>较旧</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Older than the host</source>
        <translation>早于主机</translation>
    </message>
    <message>
        <source>Part of the guest&apos;s kernel</source>
        <translation>来宾内核的一部分</translation>
    </message>
    <message>
        <source>By Windows Update</source>
        <translation>由 Windows 更新提供</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The host says that the guest&apos;s components match its own.</source>
        <translation>主机报告来宾的组件与主机一致。</translation>
    </message>
    <message>
        <source>The guest speaks an older protocol than the host. It works; newer components come with Windows Update or a newer kernel.</source>
        <translation>来宾使用的协议比主机旧。可以工作；较新的组件由 Windows 更新或较新的内核提供。</translation>
    </message>
    <message>
        <source>The components are part of the guest&apos;s kernel and are updated with it.</source>
        <translation>组件是来宾内核的一部分，随内核更新。</translation>
    </message>
    <message>
        <source>Windows Update in the guest brings the components; there is no older or newer.</source>
        <translation>来宾中的 Windows 更新提供这些组件；没有新旧之分。</translation>
    </message>
    <message>
        <source>Nothing in the running guest answers on any service that is on.</source>
        <translation>正在运行的来宾对任何已打开的服务都没有应答。</translation>
    </message>
    <message>
        <source>Neither host nor guest has told enough, as while the guest is off.</source>
        <translation>主机和来宾告知的信息不足，例如来宾已关闭时。</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>switching on…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>switching off…</source>
        <translation>正在关闭…</translation>
    </message>
    <message>
        <source>not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%2 的%1：%3</translation>
    </message>
    <message>
        <source>%1 of %2 off</source>
        <translation>%2 中 %1 已关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n 个无应答</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is off in %2 of %3 virtual machines.</source>
        <translation>在 %3 台虚拟机中，%2 台的%1已关闭。</translation>
    </message>
    <message numerus="yes">
        <source>%n do not answer.</source>
        <translation>
            <numerusform>%n 台没有应答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Time sync</source>
        <translation>时间同步</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>Data exchange</source>
        <translation>数据交换</translation>
    </message>
    <message>
        <source>Shutdown</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Guest services</source>
        <translation>来宾服务</translation>
    </message>
    <message>
        <source>Virtual machine</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最差状态</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>The guest tells version %1.</source>
        <translation>来宾告知的版本为 %1。</translation>
    </message>
</context>
<context>
    <name>MatrixPanel</name>
    <message>
        <source>Integration services of all virtual machines</source>
        <translation>所有虚拟机的集成服务</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Of which service</source>
        <translation>针对的服务</translation>
    </message>
    <message>
        <source>Any service</source>
        <translation>任何服务</translation>
    </message>
    <message>
        <source>Turn On</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Turn Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Select Column</source>
        <translation>选择列</translation>
    </message>
    <message numerus="yes">
        <source>%n services selected</source>
        <translation>
            <numerusform>已选择 %n 项服务</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1，涉及 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>Click a switch, or select cells to switch them together.</source>
        <translation>单击开关，或选择多个单元格以一起切换。</translation>
    </message>
    <message>
        <source>Select Row</source>
        <translation>选择行</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>未告知</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Any system</source>
        <translation>任何系统</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>任何标记</translation>
    </message>
</context>
<context>
    <name>MatrixPanelTexts</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Not answering</source>
        <translation>无应答</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Older protocol</source>
        <translation>较旧的协议</translation>
    </message>
</context>
<context>
    <name>Meaning</name>
    <message>
        <source>Keeps the guest&apos;s clock at the host&apos;s time, also after the virtual machine was paused, saved or moved.</source>
        <translation>使来宾的时钟与主机保持一致，在虚拟机暂停、保存或迁移之后也是如此。</translation>
    </message>
    <message>
        <source>Guests that have no time source of their own.</source>
        <translation>没有自己时间源的来宾。</translation>
    </message>
    <message>
        <source>The clock drifts, and stands wrong after a saved state or a checkpoint, unless the guest asks a time server.</source>
        <translation>时钟会漂移，从保存的状态或检查点恢复后时间不正确，除非来宾向时间服务器查询。</translation>
    </message>
    <message>
        <source>Windows: its time synchronization service. Linux: hv_utils, and chrony with the clock /dev/ptp_hyperv. Domain controllers, and guests with NTP of their own, should have it off: two masters make the clock jump.</source>
        <translation>Windows：其时间同步服务。Linux：hv_utils，以及使用时钟 /dev/ptp_hyperv 的 chrony。域控制器和自带 NTP 的来宾应将其关闭：两个时间源会使时钟跳变。</translation>
    </message>
    <message>
        <source>Lets the guest tell every two seconds that it is alive.</source>
        <translation>让来宾每两秒告知一次自己仍在运行。</translation>
    </message>
    <message>
        <source>The heartbeat watch, failover clusters, and whoever looks at this list.</source>
        <translation>检测信号监视、故障转移群集，以及查看此列表的人。</translation>
    </message>
    <message>
        <source>A guest that hangs cannot be told from one that works.</source>
        <translation>无法区分挂起的来宾和正常工作的来宾。</translation>
    </message>
    <message>
        <source>Windows: its heartbeat service. Linux: hv_utils.</source>
        <translation>Windows：其检测信号服务。Linux：hv_utils。</translation>
    </message>
    <message>
        <source>Exchanges small facts: the guest&apos;s name, system and addresses, and items that host and guest leave for each other.</source>
        <translation>交换少量信息：来宾的名称、系统和地址，以及主机和来宾留给对方的项。</translation>
    </message>
    <message>
        <source>Addresses and systems in the lists, the search, profiles for a guest system, and setting addresses from outside.</source>
        <translation>列表中的地址和系统、搜索、针对来宾系统的配置规则，以及从外部设置地址。</translation>
    </message>
    <message>
        <source>Name, system and addresses of the guest stay unknown, and its network cannot be set from here.</source>
        <translation>来宾的名称、系统和地址未知，也无法从这里设置其网络。</translation>
    </message>
    <message>
        <source>Windows: its data exchange service. Linux: hv_kvp_daemon.</source>
        <translation>Windows：其数据交换服务。Linux：hv_kvp_daemon。</translation>
    </message>
    <message>
        <source>Passes on the wish to shut down or restart, so that the guest ends its programs first.</source>
        <translation>传达关机或重新启动的请求，让来宾先结束其程序。</translation>
    </message>
    <message>
        <source>“Shut Down” and “Restart” here, hosts that shut down or restart after updates, and uninterruptible power supplies.</source>
        <translation>此处的“关机”和“重新启动”、更新后关机或重新启动的主机，以及不间断电源。</translation>
    </message>
    <message>
        <source>Only “Turn Off” is left, which cuts the guest off as a power failure does; a host that restarts must save or cut it off.</source>
        <translation>只剩下“强行关闭”，它像断电一样切断来宾；主机重新启动时只能保存或切断它。</translation>
    </message>
    <message>
        <source>Windows: its guest shutdown service. Linux: hv_utils.</source>
        <translation>Windows：其来宾关机服务。Linux：hv_utils。</translation>
    </message>
    <message>
        <source>Brings the guest&apos;s applications and file systems to rest for the moment of a backup or a production checkpoint.</source>
        <translation>在备份或创建生产检查点的瞬间，使来宾的应用程序和文件系统静止。</translation>
    </message>
    <message>
        <source>Backups and production checkpoints.</source>
        <translation>备份和生产检查点。</translation>
    </message>
    <message>
        <source>Backups catch the guest as if its power had failed; databases and directories may need repair after a restore.</source>
        <translation>备份得到的来宾状态如同断电；还原后数据库和目录服务可能需要修复。</translation>
    </message>
    <message>
        <source>Windows: its shadow copy requestor. Linux: hv_vss_daemon, which freezes file systems only.</source>
        <translation>Windows：其卷影复制请求程序。Linux：hv_vss_daemon，仅冻结文件系统。</translation>
    </message>
    <message>
        <source>Lets the host copy files into the guest, without a network.</source>
        <translation>让主机无需网络即可将文件复制到来宾。</translation>
    </message>
    <message>
        <source>“Copy File into Guest” here; it switches the service on only for the copy when it is off.</source>
        <translation>此处的“将文件复制到来宾”；如果该服务已关闭，则仅为复制打开。</translation>
    </message>
    <message>
        <source>Nothing else: off is the default, and the safer state.</source>
        <translation>没有其他影响：关闭是默认状态，也更安全。</translation>
    </message>
    <message>
        <source>Windows: its guest service interface. Linux: hv_fcopy_daemon.</source>
        <translation>Windows：其来宾服务接口。Linux：hv_fcopy_daemon。</translation>
    </message>
    <message>
        <source>Shut Down, Restart and host restarts rely on it: without it the guest can only be cut off.</source>
        <translation>关机、重新启动和主机重新启动都依赖它：没有它就只能切断来宾。</translation>
    </message>
    <message>
        <source>Backups rely on it: without it they catch the guest as after a power failure.</source>
        <translation>备份依赖它：没有它，备份得到的来宾状态如同断电。</translation>
    </message>
    <message>
        <source>The heartbeat watch and clusters rely on it.</source>
        <translation>检测信号监视和群集依赖它。</translation>
    </message>
</context>
<context>
    <name>NetworkEntryDialog</name>
    <message>
        <source>Network inside %1</source>
        <translation>%1 内的网络</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>不会有任何更改。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>预览…</translation>
    </message>
    <message>
        <source>Change Network</source>
        <translation>更改网络</translation>
    </message>
</context>
<context>
    <name>NetworkForm</name>
    <message>
        <source>&amp;Automatically (DHCP)</source>
        <translation>自动 (DHCP)(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Fixed</source>
        <translation>固定(&amp;F)</translation>
    </message>
    <message>
        <source>Add Address</source>
        <translation>添加地址</translation>
    </message>
    <message>
        <source>Gateways</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>DNS servers</source>
        <translation>DNS 服务器</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Mask or prefix length</source>
        <translation>掩码或前缀长度</translation>
    </message>
    <message>
        <source>Addresses:</source>
        <translation>地址：</translation>
    </message>
    <message>
        <source>&amp;Gateways:</source>
        <translation>网关(&amp;G)：</translation>
    </message>
    <message>
        <source>&amp;DNS servers:</source>
        <translation>DNS 服务器(&amp;D)：</translation>
    </message>
    <message>
        <source>Address %1</source>
        <translation>地址 %1</translation>
    </message>
    <message>
        <source>Mask or prefix length %1</source>
        <translation>掩码或前缀长度 %1</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the address %1</source>
        <translation>移除地址 %1</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>The guest tells no configuration of its adapters.</source>
        <translation>来宾没有告知其适配器的配置。</translation>
    </message>
</context>
<context>
    <name>NetworkPreview</name>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>A running guest takes this over at once. Whoever reaches it by an address that changes, you too, loses the connection.</source>
        <translation>正在运行的来宾会立即采用。通过被更改的地址访问它的人（包括您）都会断开连接。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
</context>
<context>
    <name>OpenSessionRows</name>
    <message>
        <source>Open sessions</source>
        <translation>打开的会话</translation>
    </message>
    <message>
        <source>%1 open in %2 since %3</source>
        <translation>%1 已在 %2 中打开，始于 %3</translation>
    </message>
    <message>
        <source>Bring to Front</source>
        <translation>置于前端</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>End: %1</source>
        <translation>结束：%1</translation>
    </message>
</context>
<context>
    <name>Openings</name>
    <message>
        <source>%1 to %2 opens in %3.</source>
        <translation>%1（到 %2）将在 %3 中打开。</translation>
    </message>
    <message>
        <source>The program said: %1</source>
        <translation>程序的消息：%1</translation>
    </message>
    <message>
        <source>%1 to %2 could not be opened.</source>
        <translation>无法打开%1（到 %2）。</translation>
    </message>
</context>
<context>
    <name>Operation</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>暂停 %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>重新启动 %1</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在进行</translation>
    </message>
    <message>
        <source>Running, %1 %</source>
        <translation>正在进行，%1%</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Shut down %1</source>
        <translation>关机 %1</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>启动 %1</translation>
    </message>
    <message>
        <source>Turn off %1</source>
        <translation>强行关闭 %1</translation>
    </message>
    <message>
        <source>Add the item “%1” for %2</source>
        <translation>为 %2 添加项“%1”</translation>
    </message>
    <message>
        <source>Change the item “%1” for %2</source>
        <translation>更改 %2 的项“%1”</translation>
    </message>
    <message>
        <source>Remove the item “%1” for %2</source>
        <translation>移除 %2 的项“%1”</translation>
    </message>
    <message>
        <source>Copying to the share</source>
        <translation>正在复制到共享文件夹</translation>
    </message>
    <message>
        <source>Switching the guest service on</source>
        <translation>正在打开来宾服务</translation>
    </message>
    <message>
        <source>Waiting for the guest</source>
        <translation>正在等待来宾</translation>
    </message>
    <message>
        <source>Copying into the guest</source>
        <translation>正在复制到来宾</translation>
    </message>
    <message>
        <source>Putting everything back</source>
        <translation>正在恢复原状</translation>
    </message>
    <message>
        <source>The guest service is still on; it is put back as soon as possible</source>
        <translation>来宾服务仍处于打开状态；将尽快恢复原状</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1，%2 %</translation>
    </message>
    <message numerus="yes">
        <source>Undo: %n changes</source>
        <translation>
            <numerusform>撤消：%n 项更改</numerusform>
        </translation>
    </message>
    <message>
        <source>Turn off “%1” of %2</source>
        <translation>关闭 %2 的“%1”</translation>
    </message>
    <message>
        <source>Turn on “%1” of %2</source>
        <translation>打开 %2 的“%1”</translation>
    </message>
    <message>
        <source>Set the network addresses of %1</source>
        <translation>设置 %1 的网络地址</translation>
    </message>
    <message>
        <source>Copy a file to “%1” in %2</source>
        <translation>将文件复制到 %2 中的“%1”</translation>
    </message>
    <message>
        <source>Allow enhanced sessions on %1</source>
        <translation>允许 %1 上的增强会话</translation>
    </message>
    <message>
        <source>Forbid enhanced sessions on %1</source>
        <translation>禁止 %1 上的增强会话</translation>
    </message>
    <message>
        <source>Set the channel of enhanced sessions of %1</source>
        <translation>设置 %1 的增强会话通道</translation>
    </message>
    <message>
        <source>Let “%1” open the console of %2</source>
        <translation>允许“%1”打开 %2 的控制台</translation>
    </message>
    <message>
        <source>Take from “%1” the console of %2</source>
        <translation>收回“%1”打开 %2 控制台的权限</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤消：%1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>正在等待</translation>
    </message>
</context>
<context>
    <name>OperationColumns</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message numerus="yes">
        <source>%n hosts</source>
        <translation>
            <numerusform>%n 台主机</numerusform>
        </translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>不到 1 秒</translation>
    </message>
</context>
<context>
    <name>Organise</name>
    <message numerus="yes">
        <source>%n host(s) moved to %1.</source>
        <translation>
            <numerusform>%n 台主机已移动到 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>the top</source>
        <translation>顶层</translation>
    </message>
    <message>
        <source>The folder %1 is now %2.</source>
        <translation>文件夹 %1 现在是 %2。</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Make Folder</source>
        <translation>创建文件夹</translation>
    </message>
    <message>
        <source>Rename or move the folder %1</source>
        <translation>重命名或移动文件夹 %1</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Remove the folder %1?</source>
        <translation>删除文件夹 %1？</translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) in it move to %1; none is removed.</source>
        <translation>
            <numerusform>其中的 %n 台主机会移动到 %1；不会删除任何主机。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove Folder</source>
        <translation>删除文件夹</translation>
    </message>
    <message>
        <source>Move %1 to a folder</source>
        <translation>将 %1 移动到文件夹</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
</context>
<context>
    <name>OutcomeNotice</name>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>正在进行</translation>
    </message>
</context>
<context>
    <name>PinnedCertificate</name>
    <message>
        <source>Trusted certificate</source>
        <translation>受信任的证书</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Forget the trusted certificate</source>
        <translation>忘记受信任的证书</translation>
    </message>
</context>
<context>
    <name>PlanColumns</name>
    <message>
        <source>Virtual machine</source>
        <translation>虚拟机</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>PlanPreviewDialog</name>
    <message>
        <source>Preview of the changes</source>
        <translation>预览更改</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Would change</source>
        <translation>将更改</translation>
    </message>
    <message>
        <source>Already so</source>
        <translation>已经如此</translation>
    </message>
    <message>
        <source>Cannot be changed</source>
        <translation>无法更改</translation>
    </message>
    <message>
        <source>Stop after so many failures:</source>
        <translation>失败达到此数目后停止：</translation>
    </message>
    <message>
        <source>Failures after which the plan stops</source>
        <translation>达到后停止计划的失败次数</translation>
    </message>
    <message>
        <source>Runs on several hosts at a time; the whole can be undone.</source>
        <translation>同时在多台主机上运行；可以整体撤消。</translation>
    </message>
    <message>
        <source>Runs on several hosts at a time.</source>
        <translation>同时在多台主机上运行。</translation>
    </message>
</context>
<context>
    <name>PlanResultsDialog</name>
    <message>
        <source>Changes of many virtual machines</source>
        <translation>多台虚拟机的更改</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未执行</translation>
    </message>
    <message>
        <source>Copy as Table</source>
        <translation>复制为表格</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Undo All…</source>
        <translation>全部撤消…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Do Not Resume</source>
        <translation>不继续</translation>
    </message>
</context>
<context>
    <name>PlanTable</name>
    <message>
        <source>Which rows to show</source>
        <translation>显示哪些行</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>Plans</name>
    <message>
        <source>Cannot: this virtual machine does not have the service</source>
        <translation>无法更改：此虚拟机没有该服务</translation>
    </message>
    <message>
        <source>Cannot: its services have not been read yet</source>
        <translation>无法更改：其服务尚未读取</translation>
    </message>
    <message>
        <source>Cannot: the host is read-only here</source>
        <translation>不能：此主机在这里是只读的</translation>
    </message>
    <message>
        <source>Cannot: the virtual machine is gone</source>
        <translation>无法更改：虚拟机已不存在</translation>
    </message>
    <message>
        <source>Cannot: the host is not connected</source>
        <translation>无法更改：主机未连接</translation>
    </message>
    <message>
        <source>Cannot: not possible in the state of the virtual machine</source>
        <translation>无法更改：虚拟机的状态不允许</translation>
    </message>
    <message>
        <source>Cannot: another host claims the same virtual machine</source>
        <translation>无法更改：另一台主机声称拥有同一台虚拟机</translation>
    </message>
    <message>
        <source>Would change</source>
        <translation>将更改</translation>
    </message>
    <message>
        <source>Already so</source>
        <translation>已经如此</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>结果未知</translation>
    </message>
    <message>
        <source>Was already so</source>
        <translation>此前已经如此</translation>
    </message>
    <message>
        <source>Not done: the plan was stopped before</source>
        <translation>未执行：计划在此之前已停止</translation>
    </message>
    <message>
        <source>Running, %1 of %2</source>
        <translation>正在运行，%1/%2</translation>
    </message>
    <message>
        <source>Stopping, %1 of %2</source>
        <translation>正在停止，%1/%2</translation>
    </message>
    <message>
        <source>Done, %1 of %2</source>
        <translation>完成，%1/%2</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2</source>
        <translation>已停止，%1/%2</translation>
    </message>
    <message>
        <source>Interrupted after %1 of %2</source>
        <translation>已中断，%1/%2</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Shut down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>强行关闭</translation>
    </message>
    <message>
        <source>Turn on “%1”</source>
        <translation>打开“%1”</translation>
    </message>
    <message>
        <source>Turn off “%1”</source>
        <translation>关闭“%1”</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n virtual machines</source>
        <translation>
            <numerusform>%1：%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n 项更改</numerusform>
        </translation>
    </message>
    <message>
        <source>Profile “%1”: %2</source>
        <translation>配置规则“%1”：%2</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤消：%1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 项失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would change</source>
        <translation>
            <numerusform>%n 项将更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already so</source>
        <translation>
            <numerusform>%n 项已经如此</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be changed</source>
        <translation>
            <numerusform>%n 项无法更改</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make %n changes</source>
        <translation>
            <numerusform>执行 %n 项更改</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source> s</source>
        <comment>seconds, behind a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>&amp;Colours:</source>
        <translation>颜色(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>A host that answers slowly is read less often by itself.</source>
        <translation>应答缓慢的主机会自动降低读取频率。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>与系统相同</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Read &amp;everything every:</source>
        <translation>完整读取间隔(&amp;E)：</translation>
    </message>
    <message>
        <source>Read &amp;states every:</source>
        <translation>状态读取间隔(&amp;S)：</translation>
    </message>
    <message>
        <source>Read everything every</source>
        <translation>完整读取间隔</translation>
    </message>
    <message>
        <source>&amp;Change nothing on any host (read-only)</source>
        <translation>不更改任何主机（只读）(&amp;C)</translation>
    </message>
    <message>
        <source>Read ser&amp;vices every:</source>
        <translation>服务读取间隔(&amp;V)：</translation>
    </message>
    <message>
        <source>Read services every</source>
        <translation>服务读取间隔</translation>
    </message>
    <message>
        <source>Read states every</source>
        <translation>状态读取间隔</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Profiles</source>
        <translation>配置规则</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>配置规则</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>Corrects by itself</source>
        <translation>自行纠正</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <translation>无法使用：%1</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The guest of %1 does not shut down. Turn it off?</source>
        <translation>%1 的来宾没有关机。要强行关闭吗？</translation>
    </message>
    <message>
        <source>Turn Off</source>
        <translation>强行关闭</translation>
    </message>
    <message>
        <source>Its settings and the kept password are forgotten here. Nothing changes on the host or its virtual machines.</source>
        <translation>将在此处清除其设置和已保存的密码。主机及其虚拟机不会有任何变化。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>Quit while %n operations are under way?</source>
        <translation>
            <numerusform>有 %n 个操作正在进行，仍要退出吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove %1 from the console?</source>
        <translation>从控制台中删除 %1？</translation>
    </message>
    <message>
        <source>Remove Host</source>
        <translation>删除主机</translation>
    </message>
    <message numerus="yes">
        <source>Reset %n VMs</source>
        <translation>
            <numerusform>重置 %n 台虚拟机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reset %n virtual machines?</source>
        <translation>
            <numerusform>重置 %n 台虚拟机？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their guests are cut off as by a power failure: unsaved work is lost, and file systems may be damaged. “Shut Down” asks the guests instead.</source>
        <translation>来宾会像断电一样被切断：未保存的工作将丢失，文件系统可能损坏。“关机”则会请求来宾自行关闭。</translation>
    </message>
    <message>
        <source>Their guests restart as after a power failure: unsaved work is lost, and file systems may be damaged.</source>
        <translation>来宾会像断电后一样重新启动：未保存的工作将丢失，文件系统可能损坏。</translation>
    </message>
    <message numerus="yes">
        <source>Turn Off %n VMs</source>
        <translation>
            <numerusform>强行关闭 %n 台虚拟机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Turn off %n virtual machines?</source>
        <translation>
            <numerusform>强行关闭 %n 台虚拟机？</numerusform>
        </translation>
    </message>
    <message>
        <source>What was sent to a host goes on there, but you will not see how it ends. What still waits is not sent.</source>
        <translation>已发送到主机的操作会继续进行，但您将看不到结果。仍在等待的操作不会发送。</translation>
    </message>
</context>
<context>
    <name>QuickSearchDialog</name>
    <message>
        <source>Go To</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Name, address, MAC, disk, checkpoint, note… or os:ubuntu is:off</source>
        <translation>名称、地址、MAC、磁盘、检查点、备注…或 os:ubuntu is:off</translation>
    </message>
    <message>
        <source>Search everything known</source>
        <translation>搜索所有已知内容</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Nothing that is known matches.</source>
        <translation>已知内容中没有匹配项。</translation>
    </message>
    <message>
        <source>These are the first ones; type more to narrow them down.</source>
        <translation>这里是前面的若干项；继续输入以缩小范围。</translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n 个结果</numerusform>
        </translation>
    </message>
    <message>
        <source>Hosts that are away are searched as last known.</source>
        <translation>不在线的主机按最后已知的内容搜索。</translation>
    </message>
</context>
<context>
    <name>ReadBudgetDialog</name>
    <message>
        <source>What Reading Costs</source>
        <translation>读取开销</translation>
    </message>
    <message>
        <source>What reading each host costs</source>
        <translation>读取每台主机的开销</translation>
    </message>
    <message>
        <source>All hosts together: %1 requests and %2 a minute, over the last ten minutes.</source>
        <translation>所有主机合计：最近十分钟内每分钟 %1 个请求，%2。</translation>
    </message>
</context>
<context>
    <name>ReadOnly</name>
    <message>
        <source>HV Console (read-only)</source>
        <translation>HV Console（只读）</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>A change of power is already under way.</source>
        <translation>电源状态更改正在进行。</translation>
    </message>
    <message>
        <source>Select a host first.</source>
        <translation>请先选择主机。</translation>
    </message>
    <message>
        <source>Select a virtual machine first.</source>
        <translation>请先选择虚拟机。</translation>
    </message>
    <message>
        <source>Select an operation in the activity list.</source>
        <translation>请在活动列表中选择一个操作。</translation>
    </message>
    <message>
        <source>Select an operation that is under way in the activity list.</source>
        <translation>请在活动列表中选择一个正在进行的操作。</translation>
    </message>
    <message>
        <source>The host is connected already.</source>
        <translation>主机已连接。</translation>
    </message>
    <message>
        <source>The host is not connected.</source>
        <translation>主机未连接。</translation>
    </message>
    <message>
        <source>The host is read-only here.</source>
        <translation>此主机在这里是只读的。</translation>
    </message>
    <message>
        <source>The state of the virtual machine does not allow this now.</source>
        <translation>虚拟机的当前状态不允许此操作。</translation>
    </message>
    <message>
        <source>The virtual machine is running already.</source>
        <translation>该虚拟机已在运行。</translation>
    </message>
    <message>
        <source>Enhanced sessions are allowed already.</source>
        <translation>增强会话已被允许。</translation>
    </message>
    <message>
        <source>Enhanced sessions are forbidden already.</source>
        <translation>增强会话已被禁止。</translation>
    </message>
    <message>
        <source>The virtual machine is not running.</source>
        <translation>虚拟机没有运行。</translation>
    </message>
    <message>
        <source>Select a host or a folder first.</source>
        <translation>请先选择主机或文件夹。</translation>
    </message>
    <message>
        <source>Select a folder first.</source>
        <translation>请先选择一个文件夹。</translation>
    </message>
    <message>
        <source>There is nothing to decide about the host&apos;s certificate.</source>
        <translation>该主机的证书没有需要决定的事项。</translation>
    </message>
    <message>
        <source>The host may be changed already.</source>
        <translation>此主机已允许更改。</translation>
    </message>
    <message>
        <source>There is no host yet.</source>
        <translation>还没有主机。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤消的操作。</translation>
    </message>
</context>
<context>
    <name>ScreenWall</name>
    <message>
        <source>Screens of the virtual machines</source>
        <translation>虚拟机的屏幕</translation>
    </message>
    <message>
        <source>There is no virtual machine to show.</source>
        <translation>没有可显示的虚拟机。</translation>
    </message>
</context>
<context>
    <name>Screens</name>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Reading the screen…</source>
        <translation>正在读取屏幕…</translation>
    </message>
    <message>
        <source>The host does not answer</source>
        <translation>主机没有应答</translation>
    </message>
    <message>
        <source>Screen of %1: %2</source>
        <translation>%1 的屏幕：%2</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>图像 %1</translation>
    </message>
</context>
<context>
    <name>ScriptBox</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the script</source>
        <translation>复制脚本</translation>
    </message>
    <message>
        <source>✓ Copied</source>
        <translation>✓ 已复制</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>last read %1</source>
        <translation>最后读取于%1</translation>
    </message>
    <message>
        <source>state of the VM or its host</source>
        <translation>虚拟机或其主机的状态</translation>
    </message>
    <message>
        <source>name of the VM</source>
        <translation>虚拟机名称</translation>
    </message>
    <message>
        <source>guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>host, by label or address</source>
        <translation>主机，按标签或地址</translation>
    </message>
    <message>
        <source>folder of the host</source>
        <translation>主机所在的文件夹</translation>
    </message>
    <message>
        <source>a tag; pr* for its beginning</source>
        <translation>标签；pr* 表示其开头</translation>
    </message>
    <message>
        <source>guest address, or a network</source>
        <translation>来宾地址或网段</translation>
    </message>
    <message>
        <source>hardware address, in any spelling</source>
        <translation>硬件地址，任意写法</translation>
    </message>
    <message>
        <source>virtual switch</source>
        <translation>虚拟交换机</translation>
    </message>
    <message>
        <source>VLAN id</source>
        <translation>VLAN 编号</translation>
    </message>
    <message>
        <source>path of a disk or image</source>
        <translation>磁盘或映像的路径</translation>
    </message>
    <message>
        <source>name of a checkpoint</source>
        <translation>检查点名称</translation>
    </message>
    <message>
        <source>how many checkpoints</source>
        <translation>检查点数量</translation>
    </message>
    <message>
        <source>notes of the VM</source>
        <translation>虚拟机的备注</translation>
    </message>
    <message>
        <source>guest item, key or key=value</source>
        <translation>来宾数据项，键或键=值</translation>
    </message>
    <message>
        <source>time synchronization</source>
        <translation>时间同步</translation>
    </message>
    <message>
        <source>heartbeat service</source>
        <translation>心跳服务</translation>
    </message>
    <message>
        <source>data exchange</source>
        <translation>数据交换</translation>
    </message>
    <message>
        <source>shutdown service</source>
        <translation>关机服务</translation>
    </message>
    <message>
        <source>backup service (VSS)</source>
        <translation>备份服务（VSS）</translation>
    </message>
    <message>
        <source>guest service (file copy)</source>
        <translation>来宾服务（文件复制）</translation>
    </message>
    <message>
        <source>time since an absent host was last read</source>
        <translation>不在线主机距最后读取的时间</translation>
    </message>
    <message>
        <source>how long the VM has been running</source>
        <translation>虚拟机已运行时间</translation>
    </message>
    <message>
        <source>assigned memory</source>
        <translation>已分配内存</translation>
    </message>
    <message>
        <source>virtual processors</source>
        <translation>虚拟处理器</translation>
    </message>
    <message>
        <source>processor load in per cent</source>
        <translation>处理器负载（百分比）</translation>
    </message>
    <message>
        <source>generation of the VM</source>
        <translation>虚拟机代次</translation>
    </message>
    <message>
        <source>id (GUID) of the VM</source>
        <translation>虚拟机的 ID（GUID）</translation>
    </message>
    <message>
        <source>Name: %1</source>
        <translation>名称：%1</translation>
    </message>
    <message>
        <source>Computer name: %1</source>
        <translation>计算机名：%1</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>地址：%1</translation>
    </message>
    <message>
        <source>MAC: %1</source>
        <translation>MAC：%1</translation>
    </message>
    <message>
        <source>Guest system: %1</source>
        <translation>来宾系统：%1</translation>
    </message>
    <message>
        <source>Tag: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>备注：%1</translation>
    </message>
    <message>
        <source>Disk: %1</source>
        <translation>磁盘：%1</translation>
    </message>
    <message>
        <source>Switch: %1</source>
        <translation>交换机：%1</translation>
    </message>
    <message>
        <source>VLAN: %1</source>
        <translation>VLAN：%1</translation>
    </message>
    <message>
        <source>Checkpoint: %1</source>
        <translation>检查点：%1</translation>
    </message>
    <message>
        <source>Guest item: %1</source>
        <translation>来宾数据项：%1</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>主机：%1</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>文件夹：%1</translation>
    </message>
    <message>
        <source>Id: %1</source>
        <translation>ID：%1</translation>
    </message>
    <message>
        <source>a text such as %1 is expected</source>
        <translation>应为文本，例如 %1</translation>
    </message>
    <message>
        <source>a figure such as %1 is expected</source>
        <translation>应为数字，例如 %1</translation>
    </message>
    <message>
        <source>a time such as %1 is expected (s, h, d, w)</source>
        <translation>应为时间，例如 %1（s、h、d、w）</translation>
    </message>
    <message>
        <source>a size such as %1 is expected (m, g, t)</source>
        <translation>应为大小，例如 %1（m、g、t）</translation>
    </message>
    <message>
        <source>The quote at character %1 is not closed.</source>
        <translation>第 %1 个字符处的引号没有闭合。</translation>
    </message>
    <message>
        <source>There is no operator “%1”; it is looked for as text (character %2).</source>
        <translation>没有运算符“%1”；将按文本查找（第 %2 个字符）。</translation>
    </message>
    <message>
        <source>one of %1 is expected</source>
        <translation>应为以下之一：%1</translation>
    </message>
    <message>
        <source>%1: %2 (character %3).</source>
        <translation>%1：%2（第 %3 个字符）。</translation>
    </message>
    <message>
        <source>What a query can ask</source>
        <translation>查询可以问什么</translation>
    </message>
    <message>
        <source>Every part of a query must hold. Words are looked for in everything that is known; neither case nor accents count. Put “quotes” around what has blanks, and a minus before what must not be.</source>
        <translation>查询的每一部分都必须成立。单词在所有已知内容中查找，不区分大小写和重音符号。含空格的内容请加“引号”，不能出现的内容前加减号。</translation>
    </message>
</context>
<context>
    <name>Service</name>
    <message>
        <source>BK</source>
        <translation>备</translation>
    </message>
    <message>
        <source>Backup (volume shadow copy)</source>
        <translation>备份(卷影副本)</translation>
    </message>
    <message>
        <source>Brings the guest&apos;s data to rest for backups.</source>
        <translation>备份前使来宾数据处于静止状态。</translation>
    </message>
    <message>
        <source>DX</source>
        <translation>数</translation>
    </message>
    <message>
        <source>Data exchange</source>
        <translation>数据交换</translation>
    </message>
    <message>
        <source>GS</source>
        <translation>客</translation>
    </message>
    <message>
        <source>Guest services (file copy)</source>
        <translation>来宾服务(文件复制)</translation>
    </message>
    <message>
        <source>Guest shutdown</source>
        <translation>操作系统关闭</translation>
    </message>
    <message>
        <source>HB</source>
        <translation>信</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>It answered before. The guest may hang, be very busy or be restarting.</source>
        <translation>它之前有过应答。来宾可能停止响应、非常繁忙或正在重新启动。</translation>
    </message>
    <message>
        <source>Lets the host copy files into the guest.</source>
        <translation>允许主机向来宾复制文件。</translation>
    </message>
    <message>
        <source>Look into the guest&apos;s event log, or restart the service there.</source>
        <translation>请查看来宾的事件日志，或在来宾中重新启动该服务。</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Nothing needs doing: guest and host agreed on an older version, and the service works.</source>
        <translation>无需处理：来宾与主机商定了较旧的版本，服务可正常工作。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Off by default; turn it on where files are to be copied into the guest.</source>
        <translation>默认关闭；需要向来宾复制文件时再打开。</translation>
    </message>
    <message>
        <source>On, but an application in the guest is in a critical state</source>
        <translation>已打开，但来宾中有应用程序处于严重状态</translation>
    </message>
    <message>
        <source>On, but guest and host share no protocol version</source>
        <translation>已打开，但来宾与主机没有共同的协议版本</translation>
    </message>
    <message>
        <source>On, but the guest does not answer: missing or stopped there</source>
        <translation>已打开，但来宾没有应答：服务缺失或已停止</translation>
    </message>
    <message>
        <source>On, but the guest reports an error</source>
        <translation>已打开，但来宾报告错误</translation>
    </message>
    <message>
        <source>On, but the guest stopped answering</source>
        <translation>已打开，但来宾停止应答</translation>
    </message>
    <message>
        <source>On, older protocol: works</source>
        <translation>已打开，协议较旧：可正常工作</translation>
    </message>
    <message>
        <source>On, paused with the virtual machine</source>
        <translation>已打开，随虚拟机暂停</translation>
    </message>
    <message>
        <source>On, running</source>
        <translation>已打开，运行正常</translation>
    </message>
    <message>
        <source>On, state not reported</source>
        <translation>已打开，状态未报告</translation>
    </message>
    <message>
        <source>On, the virtual machine is not running</source>
        <translation>已打开，虚拟机没有运行</translation>
    </message>
    <message>
        <source>Right for domain controllers and other guests with a time source of their own.</source>
        <translation>适合域控制器以及自有时间源的其他来宾。</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Sets the guest&apos;s clock by the host&apos;s.</source>
        <translation>按主机时钟校准来宾时钟。</translation>
    </message>
    <message>
        <source>Shuts the guest down or restarts it cleanly.</source>
        <translation>正常关闭或重新启动来宾。</translation>
    </message>
    <message>
        <source>TS</source>
        <translation>时</translation>
    </message>
    <message>
        <source>Tells the host that the guest is alive.</source>
        <translation>告知主机来宾运行正常。</translation>
    </message>
    <message>
        <source>Tells the host the guest&apos;s name and addresses.</source>
        <translation>向主机提供来宾的名称和地址。</translation>
    </message>
    <message>
        <source>This virtual machine, or its host, does not have this service.</source>
        <translation>此虚拟机或其主机没有此服务。</translation>
    </message>
    <message>
        <source>Time synchronization</source>
        <translation>时间同步</translation>
    </message>
    <message>
        <source>Update the guest&apos;s integration services: Windows Update, or a newer kernel.</source>
        <translation>请更新来宾的集成服务：使用 Windows 更新或较新的内核。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Data Exchange Service” (vmickvpexchange). Linux: install and start hv_kvp_daemon (package hyperv-daemons or linux-cloud-tools).</source>
        <translation>Windows：启动服务“Hyper-V Data Exchange Service”(vmickvpexchange)。Linux：安装并启动 hv_kvp_daemon（软件包 hyperv-daemons 或 linux-cloud-tools）。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Guest Service Interface” (vmicguestinterface). Linux: install and start hv_fcopy_daemon (package hyperv-daemons or linux-cloud-tools).</source>
        <translation>Windows：启动服务“Hyper-V Guest Service Interface”(vmicguestinterface)。Linux：安装并启动 hv_fcopy_daemon（软件包 hyperv-daemons 或 linux-cloud-tools）。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Guest Shutdown Service” (vmicshutdown). Linux: load the kernel module hv_utils.</source>
        <translation>Windows：启动服务“Hyper-V Guest Shutdown Service”(vmicshutdown)。Linux：加载内核模块 hv_utils。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Heartbeat Service” (vmicheartbeat). Linux: load the kernel module hv_utils. A guest that hangs or is still starting is silent too.</source>
        <translation>Windows：启动服务“Hyper-V Heartbeat Service”(vmicheartbeat)。Linux：加载内核模块 hv_utils。停止响应或仍在启动的来宾也不会应答。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Time Synchronization Service” (vmictimesync). Linux: the kernel module hv_utils does this; let chrony use /dev/ptp_hyperv.</source>
        <translation>Windows：启动服务“Hyper-V Time Synchronization Service”(vmictimesync)。Linux：由内核模块 hv_utils 负责；请让 chrony 使用 /dev/ptp_hyperv。</translation>
    </message>
    <message>
        <source>Windows: start the service “Hyper-V Volume Shadow Copy Requestor” (vmicvss). Linux: install and start hv_vss_daemon (package hyperv-daemons or linux-cloud-tools).</source>
        <translation>Windows：启动服务“Hyper-V 卷影复制请求程序”(vmicvss)。Linux：安装并启动 hv_vss_daemon（软件包 hyperv-daemons 或 linux-cloud-tools）。</translation>
    </message>
    <message>
        <source>Without it backups catch the guest as if its power had failed.</source>
        <translation>没有它，备份得到的来宾如同断电时的状态。</translation>
    </message>
    <message>
        <source>Without it nobody can tell from outside whether the guest is alive.</source>
        <translation>没有它，就无法从外部判断来宾是否正常。</translation>
    </message>
    <message>
        <source>Without it the guest&apos;s name, system and addresses stay unknown.</source>
        <translation>没有它，来宾的名称、系统和地址都无从得知。</translation>
    </message>
    <message>
        <source>Without it the host can only turn the virtual machine off.</source>
        <translation>没有它，主机只能强行关闭虚拟机。</translation>
    </message>
</context>
<context>
    <name>ServiceExplanation</name>
    <message>
        <source>What it does: %1</source>
        <translation>作用：%1</translation>
    </message>
    <message>
        <source>Who relies on it: %1</source>
        <translation>依赖它的对象：%1</translation>
    </message>
    <message>
        <source>Without it: %1</source>
        <translation>没有它时：%1</translation>
    </message>
    <message>
        <source>In the guest: %1</source>
        <translation>来宾中需要：%1</translation>
    </message>
    <message>
        <source>Hide the explanation</source>
        <translation>隐藏说明</translation>
    </message>
    <message>
        <source>What does this mean?</source>
        <translation>这是什么意思？</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>ServiceLook</name>
    <message>
        <source>Not read yet</source>
        <translation>尚未读取</translation>
    </message>
    <message>
        <source>Turning off…</source>
        <translation>正在关闭…</translation>
    </message>
    <message>
        <source>Turning on…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>On, waiting for the guest to answer…</source>
        <translation>已打开，正在等待来宾应答…</translation>
    </message>
</context>
<context>
    <name>ServiceRow</name>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Copy details: %1</source>
        <translation>复制详细信息：%1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤消：%1</translation>
    </message>
</context>
<context>
    <name>ServicesPanel</name>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
</context>
<context>
    <name>SessionCard</name>
    <message>
        <source>Console session</source>
        <translation>控制台会话</translation>
    </message>
    <message>
        <source>Findings…</source>
        <translation>检查结果…</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>选项…</translation>
    </message>
    <message>
        <source>Access…</source>
        <translation>访问权限…</translation>
    </message>
    <message>
        <source>Session options</source>
        <translation>会话选项</translation>
    </message>
    <message>
        <source>All findings about sessions</source>
        <translation>关于会话的所有检查结果</translation>
    </message>
    <message>
        <source>Console access</source>
        <translation>控制台访问权限</translation>
    </message>
    <message>
        <source>Enhanced session: ready</source>
        <translation>增强会话：就绪</translation>
    </message>
    <message>
        <source>Enhanced session: can be tried</source>
        <translation>增强会话：可以尝试</translation>
    </message>
    <message>
        <source>The host has not said whether the guest is ready for it.</source>
        <translation>主机没有告知来宾是否已准备就绪。</translation>
    </message>
    <message>
        <source>Start and Connect</source>
        <translation>启动并连接</translation>
    </message>
    <message>
        <source>%1 (worked last time)</source>
        <translation>%1（上次成功）</translation>
    </message>
    <message>
        <source>the best</source>
        <translation>最佳方式</translation>
    </message>
    <message>
        <source>Always: %1</source>
        <translation>始终：%1</translation>
    </message>
</context>
<context>
    <name>SessionCauses</name>
    <message>
        <source>No program that can show a console is installed on this computer.</source>
        <translation>此计算机上没有安装能显示控制台的程序。</translation>
    </message>
    <message>
        <source>Install FreeRDP, then connect again.</source>
        <translation>请安装 FreeRDP，然后重新连接。</translation>
    </message>
    <message>
        <source>The host is not connected.</source>
        <translation>主机未连接。</translation>
    </message>
    <message>
        <source>Connect to it first.</source>
        <translation>请先连接主机。</translation>
    </message>
    <message>
        <source>The virtual machine is off or saved.</source>
        <translation>虚拟机已关闭或已保存。</translation>
    </message>
    <message>
        <source>Start it; the session follows.</source>
        <translation>请启动它；随后会打开会话。</translation>
    </message>
    <message>
        <source>The virtual machine is paused.</source>
        <translation>虚拟机已暂停。</translation>
    </message>
    <message>
        <source>Resume it, or look at it in a basic session.</source>
        <translation>请让它继续运行，或在基本会话中查看。</translation>
    </message>
    <message>
        <source>The virtual machine is changing its state.</source>
        <translation>虚拟机正在改变状态。</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>The host does not allow enhanced sessions.</source>
        <translation>主机不允许增强会话。</translation>
    </message>
    <message>
        <source>Allow them; on Windows Server they are off by default. It holds for all its machines.</source>
        <translation>请允许增强会话；Windows Server 上默认关闭。此设置适用于主机的所有虚拟机。</translation>
    </message>
    <message>
        <source>The host&apos;s console port %1 does not answer.</source>
        <translation>主机的控制台端口 %1 没有应答。</translation>
    </message>
    <message>
        <source>Open TCP port %1 in the host&apos;s firewall (rule “Hyper-V (REMOTE_DESKTOP_TCP_IN)”) and on the way to it.</source>
        <translation>请在主机的防火墙（规则“Hyper-V (REMOTE_DESKTOP_TCP_IN)”）以及沿途打开 TCP 端口 %1。</translation>
    </message>
    <message>
        <source>Your account is denied this virtual machine&apos;s console.</source>
        <translation>您的帐户被拒绝访问此虚拟机的控制台。</translation>
    </message>
    <message>
        <source>Grant it the console right.</source>
        <translation>请授予其控制台权限。</translation>
    </message>
    <message>
        <source>This edition of Windows has no Remote Desktop: %1.</source>
        <translation>此 Windows 版本没有远程桌面：%1。</translation>
    </message>
    <message>
        <source>Use a basic session, or upgrade the guest to Pro or Enterprise.</source>
        <translation>请使用基本会话，或将来宾升级到专业版或企业版。</translation>
    </message>
    <message>
        <source>%1 is older than Windows 8.1 and Server 2012 R2.</source>
        <translation>%1 早于 Windows 8.1 和 Server 2012 R2。</translation>
    </message>
    <message>
        <source>Use a basic session, or Remote Desktop to the guest&apos;s address.</source>
        <translation>请使用基本会话，或通过远程桌面连接来宾的地址。</translation>
    </message>
    <message>
        <source>This virtual machine offers enhanced sessions by VMBus; %1 needs the Hyper-V socket.</source>
        <translation>此虚拟机通过 VMBus 提供增强会话；%1 需要 Hyper-V 套接字。</translation>
    </message>
    <message>
        <source>Set its transport to the Hyper-V socket.</source>
        <translation>请将其通道设为 Hyper-V 套接字。</translation>
    </message>
    <message>
        <source>%1 has no enhanced session.</source>
        <translation>%1 没有增强会话。</translation>
    </message>
    <message>
        <source>Use a basic session or SSH.</source>
        <translation>请使用基本会话或 SSH。</translation>
    </message>
    <message>
        <source>The guest is still starting.</source>
        <translation>来宾仍在启动。</translation>
    </message>
    <message>
        <source>Wait a moment; a basic session shows how far it has come.</source>
        <translation>请稍候；基本会话会显示其进度。</translation>
    </message>
    <message>
        <source>The guest&apos;s integration components do not answer the host.</source>
        <translation>来宾的集成组件没有应答主机。</translation>
    </message>
    <message>
        <source>Look at it in a basic session, then run in the guest:</source>
        <translation>请在基本会话中查看，然后在来宾中运行：</translation>
    </message>
    <message>
        <source>The host does not allow an enhanced session to this machine.</source>
        <translation>主机不允许对此虚拟机使用增强会话。</translation>
    </message>
    <message>
        <source>Use a basic session; refresh when the host was changed.</source>
        <translation>请使用基本会话；主机更改后请刷新。</translation>
    </message>
    <message>
        <source>The guest does not offer its remote desktop service: %1.</source>
        <translation>来宾没有提供其远程桌面服务：%1。</translation>
    </message>
    <message>
        <source>Finish its first set-up in a basic session, then run in the guest:</source>
        <translation>请在基本会话中完成首次设置，然后在来宾中运行：</translation>
    </message>
    <message>
        <source>An enhanced session to it is open already.</source>
        <translation>已有一个打开的增强会话。</translation>
    </message>
    <message>
        <source>A second one would take its place.</source>
        <translation>第二个会话会取代它。</translation>
    </message>
    <message>
        <source>If the screen stays black or no password can be entered, the guest may accept Windows Hello only.</source>
        <translation>如果屏幕一直是黑的或无法输入密码，来宾可能只接受 Windows Hello。</translation>
    </message>
    <message>
        <source>In its settings, under “Sign-in options”, turn off “For improved security, only allow Windows Hello sign-in”.</source>
        <translation>请在其设置的“登录选项”中关闭“为了提高安全性，仅允许对 Microsoft 帐户使用 Windows Hello 登录”。</translation>
    </message>
    <message>
        <source>A Linux guest needs xrdp that listens on the Hyper-V socket.</source>
        <translation>Linux 来宾需要在 Hyper-V 套接字上侦听的 xrdp。</translation>
    </message>
    <message>
        <source>If the session closes at once, run in the guest:</source>
        <translation>如果会话立即关闭，请在来宾中运行：</translation>
    </message>
</context>
<context>
    <name>SessionClientsDialog</name>
    <message>
        <source>Programs for sessions</source>
        <translation>会话程序</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Automatic: the best (%1)</source>
        <translation>自动：最合适的（%1）</translation>
    </message>
    <message>
        <source>%1 (not found)</source>
        <translation>%1（未找到）</translation>
    </message>
    <message>
        <source>Use the local &amp;adapter</source>
        <translation>使用本地适配器(&amp;A)</translation>
    </message>
    <message>
        <source>Use the local adapter for %1</source>
        <translation>为 %1 使用本地适配器</translation>
    </message>
    <message>
        <source>&amp;Show consoles with:</source>
        <translation>用以下程序显示控制台(&amp;S)：</translation>
    </message>
    <message>
        <source>The adapter signs in to the host in place of the program and offers it the session on this computer only: one connection, with a word that holds for half a minute. So programs that cannot open consoles, or must not get the password, can show them. It is off unless you switch it on.</source>
        <translation>适配器代替程序登录主机，并只在本机向它提供会话：仅一个连接，口令词半分钟内有效。这样，不能打开控制台或不得获得密码的程序也能显示控制台。除非您打开它，否则它是关闭的。</translation>
    </message>
    <message>
        <source>&amp;Look Again</source>
        <translation>重新查找(&amp;L)</translation>
    </message>
</context>
<context>
    <name>SessionDoctorDialog</name>
    <message>
        <source>Console session: findings</source>
        <translation>控制台会话：检查结果</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%2 上的 %1</translation>
    </message>
    <message>
        <source>Enhanced session</source>
        <translation>增强会话</translation>
    </message>
    <message>
        <source>Nothing is known that stands in its way.</source>
        <translation>未发现任何障碍。</translation>
    </message>
    <message>
        <source>All modes</source>
        <translation>所有方式</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>✓ %1: possible</source>
        <translation>✓ %1：可以</translation>
    </message>
    <message>
        <source>✗ %1: %2</source>
        <translation>✗ %1：%2</translation>
    </message>
</context>
<context>
    <name>SessionNotes</name>
    <message>
        <source>This system does not let one program show another one&apos;s window.</source>
        <translation>此系统不允许一个程序显示另一个程序的窗口。</translation>
    </message>
    <message>
        <source>Choose the session&apos;s window in the task bar.</source>
        <translation>请在任务栏中选择该会话的窗口。</translation>
    </message>
</context>
<context>
    <name>SessionOptionsDialog</name>
    <message>
        <source>Session options</source>
        <translation>会话选项</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>All in folder %1</source>
        <translation>文件夹 %1 中的所有虚拟机</translation>
    </message>
    <message>
        <source>All virtual machines</source>
        <translation>所有虚拟机</translation>
    </message>
    <message>
        <source>Display size</source>
        <translation>显示大小</translation>
    </message>
    <message>
        <source>Follow the window</source>
        <translation>跟随窗口</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>All &amp;monitors</source>
        <translation>所有显示器(&amp;M)</translation>
    </message>
    <message>
        <source>Only these monitors</source>
        <translation>仅这些显示器</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>As on this computer</source>
        <translation>与此计算机相同</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Play here</source>
        <translation>在此播放</translation>
    </message>
    <message>
        <source>Play in the guest</source>
        <translation>在来宾中播放</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>M&amp;icrophone</source>
        <translation>麦克风(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Clipboard</source>
        <translation>剪贴板(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Printers</source>
        <translation>打印机(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Smart cards</source>
        <translation>智能卡(&amp;S)</translation>
    </message>
    <message>
        <source>All &amp;drives</source>
        <translation>所有驱动器(&amp;D)</translation>
    </message>
    <message>
        <source>Only these folders</source>
        <translation>仅这些文件夹</translation>
    </message>
    <message>
        <source>Monitors are numbers from 0, separated by commas.</source>
        <translation>显示器是从 0 开始的编号，以逗号分隔。</translation>
    </message>
    <message>
        <source>F&amp;or:</source>
        <translation>适用于(&amp;O)：</translation>
    </message>
    <message>
        <source>Si&amp;ze:</source>
        <translation>大小(&amp;Z)：</translation>
    </message>
    <message>
        <source>Mo&amp;nitors:</source>
        <translation>显示器(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Keyboard:</source>
        <translation>键盘(&amp;K)：</translation>
    </message>
    <message>
        <source>Soun&amp;d:</source>
        <translation>声音(&amp;D)：</translation>
    </message>
    <message>
        <source>Fo&amp;lders:</source>
        <translation>文件夹(&amp;L)：</translation>
    </message>
    <message>
        <source>A basic session shows the screen only: sound, clipboard, devices and size take an enhanced one or Remote Desktop.</source>
        <translation>基本会话只显示屏幕：声音、剪贴板、设备和大小需要增强会话或远程桌面。</translation>
    </message>
    <message>
        <source>Display and keyboard</source>
        <translation>显示和键盘</translation>
    </message>
    <message>
        <source>Sound and devices</source>
        <translation>声音和设备</translation>
    </message>
    <message>
        <source>Export as .rdp…</source>
        <translation>导出为 .rdp…</translation>
    </message>
</context>
<context>
    <name>SessionStepBox</name>
    <message>
        <source>Copy Commands</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Copy the commands</source>
        <translation>复制这些命令</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>Enhanced session</source>
        <translation>增强会话</translation>
    </message>
    <message>
        <source>Basic session</source>
        <translation>基本会话</translation>
    </message>
    <message>
        <source>Remote Desktop to the guest</source>
        <translation>到来宾的远程桌面</translation>
    </message>
    <message>
        <source>SSH in a terminal</source>
        <translation>终端中的 SSH</translation>
    </message>
    <message>
        <source>Allow on Host</source>
        <translation>在主机上允许</translation>
    </message>
    <message>
        <source>Set to Hyper-V Socket</source>
        <translation>设为 Hyper-V 套接字</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Grant Console Right</source>
        <translation>授予控制台权限</translation>
    </message>
    <message>
        <source>Connect to Host</source>
        <translation>连接主机</translation>
    </message>
    <message>
        <source>Bring to Front</source>
        <translation>置于前端</translation>
    </message>
    <message>
        <source>Show Commands for Guest</source>
        <translation>显示用于来宾的命令</translation>
    </message>
    <message>
        <source>Show How to Install</source>
        <translation>显示如何安装</translation>
    </message>
    <message>
        <source>The guest or the host is not ready for it.</source>
        <translation>来宾或主机尚未准备好。</translation>
    </message>
    <message>
        <source>The virtual machine is not running.</source>
        <translation>虚拟机没有运行。</translation>
    </message>
    <message>
        <source>The host is not connected.</source>
        <translation>主机未连接。</translation>
    </message>
    <message>
        <source>The host&apos;s console port does not answer.</source>
        <translation>主机的控制台端口没有应答。</translation>
    </message>
    <message>
        <source>The account may not open this console.</source>
        <translation>该帐户不能打开此控制台。</translation>
    </message>
    <message>
        <source>No installed program can show it.</source>
        <translation>没有已安装的程序可以显示它。</translation>
    </message>
    <message>
        <source>The guest has not told an address.</source>
        <translation>来宾没有告知地址。</translation>
    </message>
    <message>
        <source>This computer has no SSH or no terminal.</source>
        <translation>此计算机没有 SSH 或终端。</translation>
    </message>
    <message>
        <source>The guest&apos;s system does not offer it.</source>
        <translation>来宾的系统不提供此方式。</translation>
    </message>
    <message>
        <source>You chose another mode.</source>
        <translation>您选择了其他方式。</translation>
    </message>
    <message>
        <source>It failed a short while ago.</source>
        <translation>它刚才失败过。</translation>
    </message>
    <message>
        <source>The host did not accept the account or its password.</source>
        <translation>主机不接受该帐户或其密码。</translation>
    </message>
    <message>
        <source>Enter the host&apos;s password again, then connect once more.</source>
        <translation>请重新输入主机的密码，然后再次连接。</translation>
    </message>
    <message>
        <source>The program could not reach the session&apos;s port.</source>
        <translation>程序无法访问会话的端口。</translation>
    </message>
    <message>
        <source>Check the network, and that a firewall lets it through.</source>
        <translation>请检查网络，以及防火墙是否放行。</translation>
    </message>
    <message>
        <source>The computer&apos;s name cannot be found.</source>
        <translation>找不到该计算机名。</translation>
    </message>
    <message>
        <source>Enter the host&apos;s IP address instead of its name.</source>
        <translation>请输入主机的 IP 地址以代替名称。</translation>
    </message>
    <message>
        <source>The certificate was not accepted, or the host closed the connection at once.</source>
        <translation>证书未被接受，或者主机立即关闭了连接。</translation>
    </message>
    <message>
        <source>Refresh: the virtual machine may have been moved or removed.</source>
        <translation>请刷新：虚拟机可能已迁移或删除。</translation>
    </message>
    <message>
        <source>The account may not open this session.</source>
        <translation>该帐户不能打开此会话。</translation>
    </message>
    <message>
        <source>Grant it the console right, or use an account of the administrators.</source>
        <translation>请授予其控制台权限，或使用管理员帐户。</translation>
    </message>
    <message>
        <source>The installed program does not understand these options.</source>
        <translation>已安装的程序不理解这些选项。</translation>
    </message>
    <message>
        <source>Update it, or reset the session options of this machine.</source>
        <translation>请更新该程序，或重置此虚拟机的会话选项。</translation>
    </message>
    <message>
        <source>The program found no screen to draw on.</source>
        <translation>程序找不到可以显示的屏幕。</translation>
    </message>
    <message>
        <source>Start HV Console inside a desktop session.</source>
        <translation>请在桌面会话中启动 HV Console。</translation>
    </message>
    <message>
        <source>The program ended as soon as it was started.</source>
        <translation>程序启动后立即结束。</translation>
    </message>
    <message>
        <source>Start it by hand once to see its own message.</source>
        <translation>请手动启动一次以查看其自身的消息。</translation>
    </message>
    <message>
        <source>The session ended with an error.</source>
        <translation>会话因错误而结束。</translation>
    </message>
    <message>
        <source>Its last message is given below; try again.</source>
        <translation>其最后一条消息见下；请重试。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Connect: %1</source>
        <translation>连接：%1</translation>
    </message>
    <message>
        <source>the guest</source>
        <translation>来宾</translation>
    </message>
    <message>
        <source>No %1: %2</source>
        <translation>无法使用%1：%2</translation>
    </message>
    <message>
        <source>Run this in the guest as an administrator: it lets passwords be used beside Windows Hello. Sign out afterwards.</source>
        <translation>请在来宾中以管理员身份运行：它允许在 Windows Hello 之外使用密码。之后请注销。</translation>
    </message>
    <message>
        <source>Run this in the guest as an administrator: it starts the Remote Desktop service and lets you sign in through it.</source>
        <translation>请在来宾中以管理员身份运行：它启动远程桌面服务并允许您通过它登录。</translation>
    </message>
    <message>
        <source>Run this in the guest: it installs xrdp, lets it listen on the Hyper-V socket and starts it. The desktop must be installed too.</source>
        <translation>请在来宾中运行：它安装 xrdp，让其在 Hyper-V 套接字上侦听并启动。桌面环境也必须已安装。</translation>
    </message>
    <message>
        <source>The guest has not told which system it runs. Windows needs the service TermService, Linux needs xrdp on the Hyper-V socket.</source>
        <translation>来宾尚未告知其系统。Windows 需要服务 TermService，Linux 需要在 Hyper-V 套接字上的 xrdp。</translation>
    </message>
    <message>
        <source>No installed program can show consoles.</source>
        <translation>没有已安装的程序可以显示控制台。</translation>
    </message>
    <message>
        <source>Windows brings mstsc.exe; see that it can be found.</source>
        <translation>Windows 自带 mstsc.exe；请确认可以找到它。</translation>
    </message>
    <message>
        <source>Install FreeRDP with this command, then look again:</source>
        <translation>请用此命令安装 FreeRDP，然后重新查找：</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>In the list of virtual machines</source>
        <translation>在虚拟机列表中</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Walk the services of a row, in their column</source>
        <translation>在服务列中逐个浏览该行的服务</translation>
    </message>
    <message>
        <source>Switch the service that is walked to</source>
        <translation>切换当前所在的服务</translation>
    </message>
    <message>
        <source>In the service matrix</source>
        <translation>在集成服务矩阵中</translation>
    </message>
    <message>
        <source>Switch the service</source>
        <translation>切换该服务</translation>
    </message>
    <message>
        <source>Select the column</source>
        <translation>选择该列</translation>
    </message>
    <message>
        <source>Select the row</source>
        <translation>选择该行</translation>
    </message>
    <message>
        <source>On a name: connect</source>
        <translation>在名称上：连接</translation>
    </message>
    <message>
        <source>In the tree</source>
        <translation>在树中</translation>
    </message>
    <message>
        <source>On a virtual machine: connect</source>
        <translation>在虚拟机上：连接</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>What it does, or a key…</source>
        <translation>功能或按键…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>No key does this.</source>
        <translation>没有对应的按键。</translation>
    </message>
</context>
<context>
    <name>ShutdownDialog</name>
    <message>
        <source>Shut down or restart %1</source>
        <translation>将 %1 关机或重新启动</translation>
    </message>
    <message>
        <source>&amp;Shut down</source>
        <translation>关机(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重新启动(&amp;R)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>for the guest&apos;s event log</source>
        <translation>用于来宾的事件日志</translation>
    </message>
    <message>
        <source>Close programs that &amp;object</source>
        <translation>关闭拒绝退出的程序(&amp;O)</translation>
    </message>
    <message>
        <source>R&amp;eason:</source>
        <translation>原因(&amp;E)：</translation>
    </message>
    <message>
        <source>Shut Down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Programs are closed without being asked: unsaved work in the guest is lost.</source>
        <translation>程序会在不询问的情况下关闭：来宾中未保存的工作将丢失。</translation>
    </message>
    <message>
        <source>A program in the guest with unsaved work may refuse; then it goes on.</source>
        <translation>来宾中有未保存工作的程序可能会拒绝；那时来宾会继续运行。</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n 小时前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n 分钟前</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n s ago</source>
        <translation>
            <numerusform>%n 秒前</numerusform>
        </translation>
    </message>
    <message>
        <source>Account not allowed</source>
        <translation>帐户无权限</translation>
    </message>
    <message>
        <source>Application critical</source>
        <translation>应用程序严重</translation>
    </message>
    <message>
        <source>Applying checkpoint</source>
        <translation>正在应用检查点</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Basic</source>
        <translation>基本</translation>
    </message>
    <message>
        <source>Busy on the host</source>
        <translation>主机正在处理</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>证书不受信任</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>正在更改</translation>
    </message>
    <message>
        <source>Changing (%1)</source>
        <translation>正在更改 (%1)</translation>
    </message>
    <message>
        <source>Changing settings</source>
        <translation>正在更改设置</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>Communication failed</source>
        <translation>通信失败</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Creating checkpoint</source>
        <translation>正在创建检查点</translation>
    </message>
    <message>
        <source>CredSSP</source>
        <translation>CredSSP</translation>
    </message>
    <message>
        <source>Deleting checkpoint</source>
        <translation>正在删除检查点</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>Host operation timed out</source>
        <translation>主机操作超时</translation>
    </message>
    <message>
        <source>Kerberos</source>
        <translation>Kerberos</translation>
    </message>
    <message>
        <source>Lost contact</source>
        <translation>失去联系</translation>
    </message>
    <message>
        <source>Merging disks</source>
        <translation>正在合并磁盘</translation>
    </message>
    <message>
        <source>Moving storage</source>
        <translation>正在移动存储</translation>
    </message>
    <message>
        <source>Moving to another host</source>
        <translation>正在移动到其他主机</translation>
    </message>
    <message>
        <source>NTLM</source>
        <translation>NTLM</translation>
    </message>
    <message>
        <source>Negotiate (Kerberos, else NTLM)</source>
        <translation>协商 (Kerberos，否则 NTLM)</translation>
    </message>
    <message>
        <source>No answer, trying again</source>
        <translation>没有应答，正在重试</translation>
    </message>
    <message>
        <source>No contact</source>
        <translation>无联系</translation>
    </message>
    <message>
        <source>Not a Hyper-V host</source>
        <translation>不是 Hyper-V 主机</translation>
    </message>
    <message>
        <source>Not allowed by the host</source>
        <translation>主机不允许</translation>
    </message>
    <message>
        <source>Not available now</source>
        <translation>当前不可用</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>OK, application critical</source>
        <translation>正常，应用程序严重</translation>
    </message>
    <message>
        <source>OK, applications healthy</source>
        <translation>正常，应用程序运行良好</translation>
    </message>
    <message>
        <source>OK, older protocol</source>
        <translation>正常，协议较旧</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>联机</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Resetting</source>
        <translation>正在重置</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resuming</source>
        <translation>正在继续</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Shut Down</source>
        <translation>关机</translation>
    </message>
    <message>
        <source>Sign-in refused</source>
        <translation>登录被拒绝</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Storage error</source>
        <translation>存储错误</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>Turn Off</source>
        <translation>强行关闭</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Unreachable, trying again</source>
        <translation>无法访问，正在重试</translation>
    </message>
    <message>
        <source>Waiting to start</source>
        <translation>正在等待启动</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%1 of %n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机中的 %1 台</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n away</source>
        <translation>
            <numerusform>%n 台离线</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts online</source>
        <translation>
            <numerusform>%n 台主机联机</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n host(s) read-only</source>
        <translation>
            <numerusform>%n 台主机只读</numerusform>
        </translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message numerus="yes">
        <source>%n operations under way</source>
        <translation>
            <numerusform>%n 个操作正在进行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>已选择 %n 台</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>No hosts</source>
        <translation>没有主机</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
</context>
<context>
    <name>Table</name>
    <message>
        <source>%1 off</source>
        <translation>%1 已关闭</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2; last read %3</source>
        <translation>%1：%2；上次读取 %3</translation>
    </message>
    <message>
        <source>%1: not read yet</source>
        <translation>%1：尚未读取</translation>
    </message>
    <message>
        <source>%1, also on %2</source>
        <translation>%1，同时在 %2</translation>
    </message>
    <message>
        <source>%1 shows this virtual machine, too: it was moved or copied, or both are one computer. Find out which one is running before you change it.</source>
        <translation>%1 也显示这台虚拟机：它被移动或复制过，或者两者是同一台计算机。更改之前，请先弄清哪一台在运行。</translation>
    </message>
    <message>
        <source>%1: switching off…</source>
        <translation>%1：正在关闭…</translation>
    </message>
    <message>
        <source>%1: switching on…</source>
        <translation>%1：正在打开…</translation>
    </message>
    <message>
        <source>also on %1</source>
        <translation>同时在 %1</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Guest name</source>
        <translation>来宾名称</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>运行时间</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>忙</translation>
    </message>
    <message>
        <source>heartbeat %1</source>
        <translation>检测信号 %1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>TableHeader</name>
    <message>
        <source>Reset Columns</source>
        <translation>重置列</translation>
    </message>
</context>
<context>
    <name>TagsEntryDialog</name>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Tags, separated by spaces</source>
        <translation>标记，以空格分隔</translation>
    </message>
    <message>
        <source>Words, separated by spaces. Profiles and filters can ask for them.</source>
        <translation>以空格分隔的词。配置规则和筛选可以使用它们。</translation>
    </message>
    <message>
        <source>In its notes: %1</source>
        <translation>其备注中：%1</translation>
    </message>
</context>
<context>
    <name>TextDetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message>
        <source>session open</source>
        <translation>会话已打开</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Certificate changed</source>
        <translation>证书已更改</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Colour: %1</source>
        <translation>颜色：%1</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n VM(s)</source>
        <translation>
            <numerusform>%n 台虚拟机</numerusform>
        </translation>
    </message>
    <message>
        <source>All hosts</source>
        <translation>所有主机</translation>
    </message>
    <message>
        <source>last answer %1</source>
        <translation>上次应答 %1</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Compare its fingerprint with the host&apos;s and trust it for this host, or name the file of its authority in the host&apos;s settings.</source>
        <translation>请将其指纹与主机的指纹核对后为此主机信任它，或在主机设置中指定其颁发机构的文件。</translation>
    </message>
    <message>
        <source>Check the clocks of the host and of this computer.</source>
        <translation>请检查主机与本计算机的时钟。</translation>
    </message>
    <message>
        <source>%1 shows a certificate that nobody but itself vouches for.</source>
        <translation>%1 出示的证书只由其自身担保。</translation>
    </message>
    <message>
        <source>The certificate of %1 is signed by nobody that this computer trusts.</source>
        <translation>%1 的证书并非由本计算机信任的机构签发。</translation>
    </message>
    <message>
        <source>The certificate of %1 is made out to another name.</source>
        <translation>%1 的证书是颁发给另一个名称的。</translation>
    </message>
    <message>
        <source>Enter the name that the certificate is for as the address, or look at it and trust it for this host.</source>
        <translation>请将证书所用的名称作为地址输入，或查看证书并为此主机信任它。</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>%1 的证书已过期。</translation>
    </message>
    <message>
        <source>Have it renewed on the host, and check the clocks of both computers.</source>
        <translation>请在主机上更新证书，并检查两台计算机的时钟。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet.</source>
        <translation>%1 的证书尚未生效。</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the trusted one. Nothing was sent to it.</source>
        <translation>%1 出示的证书与受信任的证书不同。未向其发送任何内容。</translation>
    </message>
    <message>
        <source>Ask whoever keeps the host why it changed; then look at both fingerprints and decide.</source>
        <translation>请询问该主机的管理者证书为何更改，然后查看两个指纹再作决定。</translation>
    </message>
    <message>
        <source>The file of authorities for %1 cannot be read.</source>
        <translation>无法读取 %1 的颁发机构文件。</translation>
    </message>
    <message>
        <source>Check the CA file in the host&apos;s settings: it must be PEM.</source>
        <translation>请检查主机设置中的 CA 文件：它必须为 PEM 格式。</translation>
    </message>
    <message>
        <source>%1 could not prove that it is the host that was asked for.</source>
        <translation>%1 无法证明它就是所请求的主机。</translation>
    </message>
    <message>
        <source>Check its name in DNS; somebody may stand between you and the host.</source>
        <translation>请检查其 DNS 名称；可能有人位于您与主机之间。</translation>
    </message>
    <message>
        <source>The certificate of %1 cannot be verified.</source>
        <translation>无法验证 %1 的证书。</translation>
    </message>
</context>
<context>
    <name>TypeTextDialog</name>
    <message>
        <source>Type into %1</source>
        <translation>在 %1 中键入</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) typed.</source>
        <translation>
            <numerusform>已键入 %n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 characters were typed.</source>
        <translation>已停止：共 %2 个字符，已键入 %1 个。</translation>
    </message>
    <message>
        <source>%1 %2 of %3 characters were typed.</source>
        <translation>%1 共 %3 个字符，已键入 %2 个。</translation>
    </message>
    <message>
        <source>Text to type</source>
        <translation>要键入的文本</translation>
    </message>
    <message>
        <source>Hidden text to type</source>
        <translation>要键入的隐藏文本</translation>
    </message>
    <message>
        <source>&amp;Hide text (one line, for passwords)</source>
        <translation>隐藏文本（单行，用于密码）(&amp;H)</translation>
    </message>
    <message>
        <source>Keyboard layout of the guest</source>
        <translation>来宾的键盘布局</translation>
    </message>
    <message>
        <source>Characters per second</source>
        <translation>每秒字符数</translation>
    </message>
    <message>
        <source> characters/s</source>
        <translation> 字符/秒</translation>
    </message>
    <message>
        <source>Switch the input method in the guest off first: it would take the keys.</source>
        <translation>请先在来宾中关闭输入法：否则它会截取按键。</translation>
    </message>
    <message>
        <source>Characters typed</source>
        <translation>已键入的字符</translation>
    </message>
    <message>
        <source>&amp;Insert Clipboard</source>
        <translation>插入剪贴板内容(&amp;I)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>T&amp;ype</source>
        <translation>键入(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Layout in the guest:</source>
        <translation>来宾中的布局(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Speed:</source>
        <translation>速度(&amp;S)：</translation>
    </message>
    <message>
        <source>The keys go to whatever has the focus in the guest. Caps Lock must be off there.</source>
        <translation>按键会发送到来宾中拥有焦点的位置。来宾中的大写锁定必须关闭。</translation>
    </message>
</context>
<context>
    <name>ViewEntryDialog</name>
    <message>
        <source>Save view</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>视图的名称</translation>
    </message>
    <message>
        <source>Kept are what is selected in the tree, the view in the middle, its filter, and the order and columns of the list.</source>
        <translation>将保存：树中的选择、中间的视图及其筛选条件，以及列表的排序和列。</translation>
    </message>
    <message>
        <source>Under which name?</source>
        <translation>以什么名称保存？</translation>
    </message>
    <message>
        <source>Replace View</source>
        <translation>替换视图</translation>
    </message>
    <message>
        <source>Save View</source>
        <translation>保存视图</translation>
    </message>
    <message>
        <source>The view of this name is replaced.</source>
        <translation>同名的视图将被替换。</translation>
    </message>
</context>
<context>
    <name>ViewListDialog</name>
    <message>
        <source>Saved views</source>
        <translation>已保存的视图</translation>
    </message>
    <message>
        <source>No view is saved yet. View › Saved Views › Save View… keeps what the window shows.</source>
        <translation>尚未保存任何视图。“查看”›“已保存的视图”›“保存视图…”可保存窗口当前显示的内容。</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Another view is called %1.</source>
        <translation>已有名为 %1 的视图。</translation>
    </message>
</context>
<context>
    <name>Views</name>
    <message>
        <source>No view is saved yet</source>
        <translation>尚未保存任何视图</translation>
    </message>
    <message>
        <source>The folder %1 of the view %2 is not there.</source>
        <translation>视图 %2 的文件夹 %1 已不存在。</translation>
    </message>
    <message>
        <source>The host of the view %1 is not there.</source>
        <translation>视图 %1 的主机已不存在。</translation>
    </message>
    <message>
        <source>All hosts are shown.</source>
        <translation>已显示所有主机。</translation>
    </message>
    <message>
        <source>The view %1 is saved.</source>
        <translation>视图 %1 已保存。</translation>
    </message>
    <message>
        <source>The view %1 is replaced.</source>
        <translation>视图 %1 已被替换。</translation>
    </message>
    <message>
        <source>The view %1 is removed.</source>
        <translation>视图 %1 已移除。</translation>
    </message>
</context>
<context>
    <name>VmFacts</name>
    <message>
        <source>%1, %2 of it free</source>
        <translation>%1，其中可用 %2</translation>
    </message>
    <message>
        <source>%1, configuration version %2</source>
        <translation>%1，配置版本 %2</translation>
    </message>
    <message>
        <source>%1, load %2</source>
        <translation>%1，负载 %2</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Enhanced session</source>
        <translation>增强会话</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Guest name</source>
        <translation>来宾名称</translation>
    </message>
    <message>
        <source>Guest system</source>
        <translation>来宾系统</translation>
    </message>
    <message>
        <source>Heartbeat</source>
        <translation>检测信号</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>运行时间</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>VmPanel</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>%1. Last read %2.</source>
        <translation>%1。上次读取：%2。</translation>
    </message>
    <message>
        <source>Integration services</source>
        <translation>集成服务</translation>
    </message>
</context>
<context>
    <name>VmTableView</name>
    <message>
        <source>Virtual machines</source>
        <translation>虚拟机</translation>
    </message>
</context>
<context>
    <name>WatchEntryDialog</name>
    <message>
        <source>Heartbeat watch</source>
        <translation>检测信号监视</translation>
    </message>
    <message>
        <source>Tell when the guest stops answering</source>
        <translation>来宾停止应答时告知</translation>
    </message>
    <message>
        <source>Also tell when it does not answer after a start</source>
        <translation>启动后没有应答时也告知</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Restart this virtual machine when its guest hangs</source>
        <translation>来宾挂起时重新启动此虚拟机</translation>
    </message>
    <message>
        <source>It was left alone after a crash loop: restart it again</source>
        <translation>因循环崩溃而未再处理：允许再次重新启动</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message numerus="yes">
        <source>For %n hours</source>
        <translation>
            <numerusform>%n 小时内</numerusform>
        </translation>
    </message>
    <message>
        <source>Until I say otherwise</source>
        <translation>直到我另行说明</translation>
    </message>
    <message>
        <source>Time to come up</source>
        <translation>启动所需时间</translation>
    </message>
    <message>
        <source>Looks without an answer</source>
        <translation>无应答的次数</translation>
    </message>
    <message>
        <source>Automatic restart</source>
        <translation>自动重新启动</translation>
    </message>
    <message>
        <source>A restart cuts the guest off like the reset button; a picture of its screen is saved first. Everything that is decided is explained in the activity list.</source>
        <translation>重新启动会像按下重置按钮一样切断来宾；之前会保存其屏幕的图像。所作的每个决定都在活动列表中说明。</translation>
    </message>
    <message>
        <source>Silent for at least</source>
        <translation>无应答至少</translation>
    </message>
    <message>
        <source>At most in 24 hours</source>
        <translation>24 小时内最多</translation>
    </message>
    <message>
        <source>Never at these times</source>
        <translation>从不在这些时间</translation>
    </message>
    <message>
        <source>I am imaging this machine</source>
        <translation>我正在为此虚拟机制作映像</translation>
    </message>
</context>
<context>
    <name>WatchTexts</name>
    <message>
        <source>%1 does not answer any more</source>
        <translation>%1 不再应答</translation>
    </message>
    <message>
        <source>%1 answers, but not as it should</source>
        <translation>%1 有应答，但不正常</translation>
    </message>
    <message>
        <source>%1 has not answered since its start</source>
        <translation>%1 启动后一直没有应答</translation>
    </message>
    <message>
        <source>It answers again</source>
        <translation>它又有应答了</translation>
    </message>
    <message>
        <source>It does not run any more</source>
        <translation>它不再运行</translation>
    </message>
    <message>
        <source>It was restarted</source>
        <translation>它已重新启动</translation>
    </message>
    <message>
        <source>It is not watched any more</source>
        <translation>它不再被监视</translation>
    </message>
    <message>
        <source>The virtual machine is gone</source>
        <translation>该虚拟机已不存在</translation>
    </message>
    <message>
        <source>Something else is wrong now</source>
        <translation>现在是另一种问题</translation>
    </message>
    <message>
        <source>Alert over: %1</source>
        <translation>警报结束：%1</translation>
    </message>
    <message>
        <source>%1 is not restarted</source>
        <translation>不重新启动 %1</translation>
    </message>
    <message>
        <source>%1 hangs and is restarted</source>
        <translation>%1 已挂起，将重新启动</translation>
    </message>
    <message>
        <source>Picture of the screen of %1</source>
        <translation>%1 的屏幕图像</translation>
    </message>
    <message>
        <source>No picture of the screen of %1</source>
        <translation>没有 %1 的屏幕图像</translation>
    </message>
    <message>
        <source>Restart of %1 ordered</source>
        <translation>已请求重新启动 %1</translation>
    </message>
    <message>
        <source>Restart of %1 failed</source>
        <translation>重新启动 %1 失败</translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation>%1 已恢复</translation>
    </message>
    <message>
        <source>%1 did not come back</source>
        <translation>%1 没有恢复</translation>
    </message>
    <message>
        <source>%1 is left alone from now on</source>
        <translation>从现在起不再处理 %1</translation>
    </message>
    <message>
        <source>%1 may be restarted again</source>
        <translation>%1 可以再次重新启动</translation>
    </message>
    <message>
        <source>Automatic restarts are not chosen for it.</source>
        <translation>没有为它选择自动重新启动。</translation>
    </message>
    <message>
        <source>Its host is read-only here.</source>
        <translation>其主机在此处为只读。</translation>
    </message>
    <message>
        <source>It is marked as being imaged.</source>
        <translation>它被标记为正在制作映像。</translation>
    </message>
    <message>
        <source>Not in this quiet window.</source>
        <translation>此时处于静默时段。</translation>
    </message>
    <message>
        <source>It was left alone after a crash loop, until you say otherwise.</source>
        <translation>因循环崩溃而未再处理，直到您另行说明。</translation>
    </message>
    <message>
        <source>Its host cannot be read just now.</source>
        <translation>目前无法读取其主机。</translation>
    </message>
    <message>
        <source>It is being restarted already.</source>
        <translation>它正在重新启动。</translation>
    </message>
    <message>
        <source>Something else is being done to it.</source>
        <translation>正在对它执行其他操作。</translation>
    </message>
    <message>
        <source>It may still come up.</source>
        <translation>它可能仍在启动。</translation>
    </message>
    <message>
        <source>It is not lost.</source>
        <translation>它没有失去应答。</translation>
    </message>
    <message>
        <source>Too few looks without an answer.</source>
        <translation>无应答的次数还不够。</translation>
    </message>
    <message>
        <source>Not silent for long enough yet.</source>
        <translation>无应答的时间还不够长。</translation>
    </message>
    <message>
        <source>Earlier restarts cannot be read, so the quota cannot be kept.</source>
        <translation>无法读取以前的重新启动记录，因此无法遵守限额。</translation>
    </message>
    <message>
        <source>It keeps hanging: a crash loop.</source>
        <translation>它不断挂起：循环崩溃。</translation>
    </message>
    <message>
        <source>The restarts of this day are used up.</source>
        <translation>当天的重新启动次数已用完。</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>answers badly</source>
        <translation>应答不正常</translation>
    </message>
    <message>
        <source>has not come up</source>
        <translation>没有启动完成</translation>
    </message>
    <message numerus="yes">
        <source>After %n seconds</source>
        <translation>
            <numerusform>%n 秒后</numerusform>
        </translation>
    </message>
    <message>
        <source>Looks without an answer: %1 of %2</source>
        <translation>无应答的次数：%1/%2</translation>
    </message>
    <message>
        <source>Silent for %1 s of %2 s</source>
        <translation>无应答 %1 秒，共需 %2 秒</translation>
    </message>
    <message>
        <source>Restarts in 24 hours: %1 of %2</source>
        <translation>24 小时内的重新启动：%1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%n virtual machines need a look</source>
        <translation>
            <numerusform>%n 台虚拟机需要查看</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 及另外 %2 台</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%2 上的 %1</translation>
    </message>
    <message>
        <source>%1 (held back in quiet hours)</source>
        <translation>%1（静默时段内推迟）</translation>
    </message>
</context>
<context>
    <name>WelcomePanel</name>
    <message>
        <source>Add a Hyper-V host to see its virtual machines here, or look around on a simulated fleet first.</source>
        <translation>添加 Hyper-V 主机即可在此查看其虚拟机，也可以先用模拟环境试一试。</translation>
    </message>
    <message>
        <source>No host yet</source>
        <translation>还没有主机</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
</context>
</TS>
