/** Account pages and the controls that all pages share. */
export const englishAccount: Readonly<Record<string, string>> = {
  新手机号码: "New mobile number",
  "您现在使用的手机号，核实后用它登录。": "The number you use now; you will sign in with it.",
  "验证码已发送，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。":
    "The code was sent and is valid for 10 minutes. Nothing arrived? Check the number; you can ask again after 60 seconds.",
  "如果该手机号已注册，验证码会在一分钟内送达，10分钟内有效。没有收到？请核对手机号码，60秒后可重新获取。":
    "If this number has an account, the code arrives within a minute and is valid for 10 minutes. Nothing arrived? Check the number; you can ask again after 60 seconds.",
  姓名: "Name",
  证件号码: "Document number",
  "报名时填写的证件号码。": "The document number of your registration.",
  情况说明: "What happened",
  "请写明原来的手机号、就读学校，以及不能再用原手机号的原因。不超过500字。":
    "Tell your old number, your school, and why you cannot use the old number any more. At most 500 characters.",
  "正在提交…": "Sending…",
  提交申请: "Send the request",
  找回账号: "Get your account back",
  "原手机号已停用、换号或已由他人使用，无法登录时，请在此申请把账号绑定到新的手机号。工作人员核实后处理，原有的报名、审核和缴费都会保留。":
    "If your old number is gone or belongs to somebody else, ask here for your account to be moved to your new number. Our staff check the request; your registration, review and payment are kept.",
  "已经提交过？": "Already sent?",
  查看处理结果: "See the result",
  "。报名、缴费的截止时间不会因此顺延，情况紧急的请联系考务办公室":
    ". Deadlines are not extended; in urgent cases contact the examination office",
  返回登录: "Back to sign in",
  查看: "Show",
  "找回账号：处理结果": "Account requests: result",
  "请用申请时填写的新手机号验证。": "Confirm the new number you gave in the request.",
  "这个手机号没有提交过申请。": "No request was sent for this number.",
  提交: "sent",
  "已通过，账号已绑定这个手机号。": "Granted: the account now belongs to this number.",
  "未通过。": "Not granted.",
  请: "Please",
  设置新密码: "Set a new password",
  "后登录，届时需要再次输入证件号码。": "and sign in; you will be asked for your document number again.",
  "正在核实。处理后会向这个手机号发送短信，届时请在本页查看。":
    "Being checked. You will get an SMS on this number; then look here again.",
  "演示模式不发送短信：点击“获取验证码”后，验证码会显示在本页，同时写入":
    "Demo: no SMS is sent. The code appears on this page and is written to",
  短信验证码: "SMS code",
  "演示模式验证码：": "Demo code: ",
  获取验证码: "Send code",
  "{left}秒后可重新获取": "Again in {left} s",
  我已阅读并同意: "I have read and agree to the ",
  "《个人信息保护说明》": "privacy notice",
  "安全验证已完成，请核对填写内容后再次提交。": "The security check is done. Check what you entered and submit again.",
  "正在进行安全验证，通常需要几秒钟，请稍候…": "Security check: this takes a few seconds…",
  隐藏: "Hide",
  显示: "Show",
  "即登录用户名，用于接收验证码和报名通知。": "You sign in with it, and codes and notices are sent to it.",
  密码: "Password",
  "至少8个字符，不要使用手机号、日期等容易猜到的内容。":
    "At least 8 characters; no phone number, date or other guessable text.",
  确认密码: "Password again",
  "这不是我的账号：这个手机号以前由他人使用。请把它从原账号解绑，为我新建账号。":
    "This is not my account: somebody else used this number before me. Release it from that account and make a new one for me.",
  "请勿替他人或为绕过登录而勾选：原账号会保留，但不能再用这个手机号登录。":
    "Do not tick this for somebody else or to get around signing in: the old account is kept but can no longer be reached with this number.",
  注册: "Register",
  新用户注册: "Register",
  "已有账号？": "Already registered?",
  "用这个账号填写过报名信息的，请输入当时填写的证件号码；从未填写过的不用输入。":
    "If you filled in a registration with this account, enter that document number; otherwise leave it empty.",
  新密码: "New password",
  确认新密码: "New password again",
  保存新密码: "Save the new password",
  "保存后，该账号在其他设备上的登录会全部退出，本设备自动登录。":
    "All other devices will be signed out; this one will be signed in.",
  "无法重设？": "Cannot reset it?",
  "这个手机号以前由他人使用，": "Somebody else used this number before me: ",
  这不是我的账号: "This is not my account",
  "账号是我的，但记不清当时的证件号码，": "The account is mine but I do not remember the document number: ",
  请输入您注册时的手机号: "The number you registered with",
  下一步: "Continue",
  找回密码: "Reset password",
  "手机号已停用或换号？": "Is your number gone?",
  "我确认：这个手机号以前的账号不是我本人的。": "I confirm: the earlier account of this number is not mine.",
  解绑并新建我的账号: "Release it and make my account",
  "手机号停用后，运营商会把它分配给新的用户。如果这个手机号以前由他人使用，您可以用它新建自己的账号。":
    "Carriers give old numbers to new customers. If somebody else used this number before you, you can make an account of your own with it.",
  "新建后，这个手机号从原账号解绑，原账号及其报名信息会保留，但不能再用这个手机号登录。如果原账号就是您本人的，请不要继续，":
    "The number is then released from the old account, which is kept with its registration but can no longer be reached with this number. If the old account is yours, do not go on: ",
  返回设置新密码: "back to setting a new password",
  "用户名/手机号": "Mobile number",
  手机号码: "Mobile number",
  记住我: "Remember me",
  登录: "Sign in",
  "手机号已停用、换号，或无法收到验证码？": "Number gone, changed, or no codes arriving?",
  登录提示: "Please note",
  "首次报名请先完成“新用户注册”，用户名即注册时填写的手机号。":
    "First time here? Register; you sign in with the mobile number you register.",
  "一个手机号只能为一名考生报名，请使用本人手机号。": "One mobile number registers one candidate: use your own.",
  "在公用电脑上请勿勾选“记住我”，使用完毕请点击“安全退出”。":
    "On a shared computer do not tick “Remember me”, and sign out when you are done.",
  个人信息保护说明: "Privacy notice",
  学校: "The school",
  "为组织成人高等教育学士学位外语水平考试，需要处理您的个人信息。请在注册前阅读本说明。":
    " processes personal data to organise the foreign-language exam for bachelor's degrees in adult education. Please read this before you register.",
  "我们收集什么，用来做什么": "What we collect, and what for",
  "手机号码：作为登录用户名，接收验证码和与本次报名有关的通知。":
    "Mobile number: to sign in, and to receive codes and notices about this registration.",
  "姓名、性别、证件类型、证件号码、考生类别、考籍号或学号、就读学校、报考层次和应试语种：核对报考资格，编排考场，制作准考证。":
    "Name, sex, type and number of your document, category, examination or student number, school, level and language: to check that you may sit the exam, to seat you, and to make your admit card.",
  "身份证件照片和成绩证明：供审核人员核对您填写的内容。":
    "Photos of your document and your proof: for reviewers to check what you entered.",
  "更正与找回账号时您自愿上传的凭据：供处理申请的人员核实；找回账号的凭据在处理后即删除。":
    "Evidence that you choose to upload with a correction or an appeal for an account: for the staff who decide to check it. That of an appeal is deleted once it is decided.",
  "登记照：用于准考证，以及考试当日核对本人。人脸信息属于敏感个人信息，采集前会另行征得您的同意。":
    "Portrait: for the admit card, and to check who sits the exam. Face data is sensitive; you will be asked for a separate consent.",
  "缴费记录：确认报名费到账，办理退费和对账。缴费由微信支付完成，我们不接触您的银行卡信息。在微信内缴费的，还会用到您在本校服务号的微信标识（openid），用于付款，以及在您关注服务号时发送准考证和考试提醒。":
    "Payment records: to confirm the fee, and for refunds and accounts. WeChat Pay handles the payment; we never see your bank card. If you pay inside WeChat, your identifier with the school's official account (openid) is used too: for the payment, and, while you follow that account, for messages about your admit card and the exam.",
  "登录时间和网络地址的摘要：防止账号被盗用和恶意操作。":
    "Times of signing in and digests of network addresses: against theft of accounts and abuse.",
  我们如何保护: "How we protect it",
  "证件号码、手机号码和您上传的文件加密保存，只有承担相应工作的人员可以查看，每次查看都有记录。":
    "Document numbers, phone numbers and your uploads are stored encrypted. Only staff whose work it is can see them, and each view is recorded.",
  "我们不出售您的个人信息，不用于与考试无关的目的；除组织考试和法律规定的情形外，不提供给他人。":
    "We do not sell your data or use it for anything but the exam, and give it to nobody except for organising the exam or where the law demands it.",
  "个人信息保存在中国境内。考试及成绩复核结束后，超过保存期限的信息将被删除。":
    "Your data is stored in China. After the exam and any review of results it is deleted when its time is over.",
  您的权利: "Your rights",
  "您可以查看和更正自己的报名信息，也可以撤回同意、要求注销账号或删除信息。撤回同意不影响此前的处理；报名所必需的信息被撤回后，将无法继续参加本次报名。请联系考务办公室办理":
    "You can see and correct your data, take back your consent, and ask for your account to be closed or your data to be deleted. Taking back consent does not undo what was done before; without the data it needs, your registration cannot go on. Contact the examination office",
  返回新用户注册: "Back to registering",
  "请稍候…": "Please wait…",
  请更正以下内容: "Please correct the following",
  "（选填）": " (optional)",
  "错误：": "Error: ",
  即将自动退出: "You will be signed out soon",
  "您已较长时间没有操作。为保护个人信息，": "You have not done anything for a while. To protect your data, ",
  "本次登录即将满12小时，须重新登录。请先保存正在填写的内容，":
    "You have been signed in for nearly 12 hours. Save your work: ",
  "系统将在约 {minutes} 分钟后自动退出，已保存的内容不会丢失。":
    "you will be signed out in about {minutes} min. What is saved stays.",
  继续使用: "Stay signed in",
  账号与安全: "Account and security",
  未绑定: "none",
  手机号: "Mobile number",
  更换手机号: "Change the number",
  "用于登录和接收短信。原手机号已不能接收短信？": "For signing in and for SMS. No SMS on that number any more? ",
  修改密码: "Change the password",
  原密码: "Present password",
  登录记录: "Where you are signed in",
  "{at}登录": "Signed in {at}",
  "最近使用 {at}": "last used {at}",
  本次登录: "this one",
  结束: "End",
  结束其他全部登录: "End all the others",
  "有不认识的登录，请结束它，并修改密码。": "If you do not know one of them, end it and change your password.",
  报名记录: "Registrations",
  "还没有报名。": "You have not registered yet.",
  考试: "Exam",
  同意与撤回: "Consents",
  "{at}同意，第{version}版": "agreed {at}, version {version}",
  "{at}同意": "agreed {at}",
  单独同意处理人脸信息: "Separate consent to face data",
  "到“人像采集”撤回": "Take it back at the portrait step",
  "报名提交后，登记照用于审核和考场核对，撤回同意须先撤回报名；已缴费的，以及要求注销账号、删除信息的，请联系考务办公室。":
    "After you have sent your registration the portrait is used for review and at the exam; take the registration back first. If you have paid, or want the account closed or data deleted, contact the examination office.",
  "第一步，共两步：验证原手机号 {phone}。": "Step 1 of 2: confirm your present number {phone}.",
  "原手机号已不能接收短信？": "No SMS on that number any more? ",
  返回账号与安全: "Back to account and security",
  "验证码已发送到原手机号，10分钟内有效。没有收到？60秒后可重新获取。":
    "The code was sent to your present number and is valid for 10 minutes. Nothing arrived? You can ask again after 60 seconds.",
  "第二步，共两步：验证新手机号。保存后用新手机号登录，其他设备上的登录会结束，原手机号会收到短信提醒；报名、审核和缴费不受影响。":
    "Step 2 of 2: confirm the new number. From then on you sign in with it, other devices are signed out, and the old number is told by SMS. Registration, review and payment stay as they are.",
};
