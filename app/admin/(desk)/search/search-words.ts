/** Where a browser without JavaScript is answered. */
export const SEARCH_PAGE = "/admin/search";

export const SEARCH_HINT =
  "可输入姓名（一部分即可），手机号、证件号或报名号的末4位或末8位，考籍号或学号，准考证号，订单号。";
